import {
  type Dom,
  type DomElement,
  type DomNode,
  edit,
  elementsIn,
  lineOf,
  makeElement,
  textOf,
} from '../dom.js';
import { wrapModule, wrapScript } from './instance-script.js';
import { type Relocate, relocateModule } from './relocate-content.js';

/** Types of a script that runs; empty: a classic one. Others hold data and stay where they are. */
const CLASSIC = /^(|text\/javascript|application\/javascript|text\/ecmascript)$/i;

/**
 * Takes the scripts out of instances and puts them at the end of the document, in order: by then the entry's own
 * scripts and libraries have run and every instance has its elements. A library that several files load runs once.
 */
export class ScriptQueue {
  readonly #dom: Dom;
  readonly #files: WeakMap<DomNode, string>;
  readonly #scripts: DomElement[] = [];
  readonly #sources: Set<string>;

  /** @param files is told the file of every script. */
  constructor(dom: Dom, files: WeakMap<DomNode, string>) {
    this.#dom = dom;
    this.#files = files;
    this.#sources = new Set(
      dom('script[src]')
        .toArray()
        .map((script) => keyOf(script.attribs.src ?? '')),
    );
  }

  /** @returns whether one of the scripts registers a timeline. */
  async take(host: DomElement, instanceId: string, file: string, relocate: Relocate): Promise<boolean> {
    let registersTimeline = false;
    const scripts = [...elementsIn(host.children)].filter(({ tagName }) => tagName === 'script');
    for (const script of scripts) {
      const type = (script.attribs.type ?? '').trim().toLowerCase();
      if (!CLASSIC.test(type) && type !== 'module' && type !== 'importmap') continue;
      registersTimeline ||= textOf(script).includes('__timelines');
      edit(script).remove();
      this.#files.set(script, file);
      if (type === 'importmap') this.#dom('head').append(script);
      else if (script.attribs.src !== undefined) this.#addExternal(script);
      else await this.#addInline(script, type === 'module', instanceId, file, relocate);
    }
    return registersTimeline && !hasNoTimeline(host);
  }

  append(): void {
    if (this.#scripts.length > 0) this.#dom('body').append(this.#scripts);
  }

  #addExternal(script: DomElement): void {
    const key = keyOf(script.attribs.src ?? '');
    if (this.#sources.has(key)) return;
    this.#sources.add(key);
    this.#scripts.push(script);
  }

  async #addInline(
    script: DomElement,
    isModule: boolean,
    instanceId: string,
    file: string,
    relocate: Relocate,
  ): Promise<void> {
    const origin = { file, line: lineOf(script.children[0] ?? script) };
    const code = isModule
      ? wrapModule(await relocateModule(script, origin, relocate), instanceId, origin)
      : wrapScript(textOf(script), instanceId, origin);
    const { id: _id, ...attributes } = script.attribs;
    const wrapped = makeElement('script', attributes, code);
    wrapped.sourceCodeLocation = script.sourceCodeLocation ?? null;
    this.#files.set(wrapped, file);
    this.#scripts.push(wrapped);
  }
}

function keyOf(source: string): string {
  return URL.canParse(source) ? source : new URL(source, 'http://project/').href;
}

function hasNoTimeline(host: DomElement): boolean {
  return [host, ...elementsIn(host.children)].some(
    ({ attribs }) => attribs['data-no-timeline'] !== undefined,
  );
}

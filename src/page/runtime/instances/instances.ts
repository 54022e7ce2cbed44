import {
  AWAITS_TIMELINE_ATTRIBUTE,
  INSTANCE_ATTRIBUTE,
  INSTANCE_SCRIPT_PARAMETERS,
  RUN_INSTANCE_SCRIPT,
} from '../../instance-marks.js';
import type { ReadinessBlocker } from '../../protocol.js';
import { hasTimeline } from '../adapters/gsap-timelines.js';
import type { Clips } from '../clips.js';
import { replace } from '../replace.js';
import { Instance } from './instance.js';
import { createScopedWindow, type ScopedWindow } from './scoped-window.js';

/** Something that the page or an instance has set on its `window`. */
interface OwnedValue {
  readonly value: unknown;
  /** When the time of its owner is 0, seconds. */
  readonly originSec: number;
  readonly isPage: boolean;
  /** Of the instance; empty for the page. */
  readonly id: string;
}

/**
 * The compositions that were put into this document. Each script of one gets a `window`, `document` and `gsap` of its
 * own, and while it runs (and while it calls GSAP later) everything that looks for elements in the document, libraries
 * included, finds those of its instance.
 */
export class Instances {
  readonly #clips: Clips;
  readonly #windows = new Map<string, ScopedWindow>();
  #running: Instance | null = null;

  constructor(clips: Clips) {
    this.#clips = clips;
  }

  install(): void {
    Object.defineProperty(window, RUN_INSTANCE_SCRIPT, {
      configurable: true,
      value: (id: string, script?: (...names: unknown[]) => void) => this.#runScript(id, script),
    });
  }

  /** What the page and the instances have set on their `window` under a name, with the origins of their times. */
  valuesOf(name: string): OwnedValue[] {
    const page: unknown = Reflect.get(window, name);
    const found = page === undefined ? [] : [{ value: page, originSec: 0, isPage: true, id: '' }];
    for (const { instance } of this.#windows.values()) {
      const value = instance.own.get(name);
      if (value === undefined) continue;
      found.push({ value, originSec: this.#originSec(instance), isPage: false, id: instance.id });
    }
    return found;
  }

  /** What scripts of instances still have to do. */
  blockers(): ReadinessBlocker[] {
    const blockers: ReadinessBlocker[] = [];
    for (const host of document.querySelectorAll(`[${AWAITS_TIMELINE_ATTRIBUTE}]`)) {
      const id = host.getAttribute(INSTANCE_ATTRIBUTE) ?? '';
      if (!hasTimeline(id)) {
        const what = `window.__timelines[${JSON.stringify(host.getAttribute('data-composition-id'))}] in "${id}"`;
        blockers.push({ kind: 'timeline', what });
      }
    }
    for (const { value, isPage, id } of this.valuesOf('__renderReady')) {
      if (value !== false || isPage) continue;
      blockers.push({ kind: 'render-ready', what: `window.__renderReady is false in "${id}"` });
    }
    return blockers;
  }

  #runAs<T>(instance: Instance, work: () => T): T {
    const before = this.#running;
    this.#running = instance;
    try {
      return work();
    } finally {
      this.#running = before;
    }
  }

  /** Without a script (a module runs by itself): what it would have been given, by name. */
  #runScript(id: string, script?: (...names: unknown[]) => void): Record<string, unknown> {
    const scoped = this.#windowOf(id);
    const given = Object.fromEntries(INSTANCE_SCRIPT_PARAMETERS.map((name) => [name, scoped.get(name)]));
    if (script === undefined) return given;
    this.#runAs(scoped.instance, () => {
      script.apply(
        given.window,
        INSTANCE_SCRIPT_PARAMETERS.map((name) => given[name]),
      );
    });
    return given;
  }

  #windowOf(id: string): ScopedWindow {
    const known = this.#windows.get(id);
    if (known !== undefined) return known;
    const host = document.querySelector(`[${INSTANCE_ATTRIBUTE}="${CSS.escape(id)}"]`);
    if (host === null) throw new Error(`There is no instance "${id}" in this document.`);
    if (this.#windows.size === 0) this.#redirectQueries();
    const instance = new Instance(id, host);
    const scoped = createScopedWindow(instance, {
      runAs: (work) => this.#runAs(instance, work),
      originSec: () => this.#originSec(instance),
    });
    this.#windows.set(id, scoped);
    return scoped;
  }

  #originSec(instance: Instance): number {
    return this.#clips.originSecOf(instance.host);
  }

  #redirectQueries(): void {
    const running = () => this.#running;
    const { querySelector, querySelectorAll, getElementById } = Document.prototype;
    replace(Document.prototype, {
      querySelector(this: Document, selector: string) {
        const instance = this === document ? running() : null;
        return instance === null ? querySelector.call(this, selector) : instance.query(selector);
      },
      querySelectorAll(this: Document, selector: string) {
        const instance = this === document ? running() : null;
        return instance === null ? querySelectorAll.call(this, selector) : instance.queryAll(selector);
      },
      getElementById(this: Document, id: string) {
        const instance = this === document ? running() : null;
        return instance === null ? getElementById.call(this, id) : instance.byId(id);
      },
    });
  }
}

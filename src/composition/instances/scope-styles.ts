import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import {
  type Dom,
  type DomElement,
  edit,
  elementsIn,
  lineOf,
  makeElement,
  makeText,
  textOf,
} from '../dom.js';
import { relocateCss } from './relocate-content.js';
import { relocateReference } from './relocate-reference.js';
import { keyframeNames, renameInDeclarations, scopeCss } from './scope-css.js';

interface StylePlace {
  readonly projectDir: string;
  /** The path that relative references of the entry document start from. */
  readonly base: string;
  readonly dom: Dom;
}

/**
 * Makes the styles of an instance its own: `<style>` elements, and style sheets of the project, which become such
 * elements. Style sheets from elsewhere (fonts, as a rule) stay links, each once, in the head.
 */
export async function scopeStyles(
  host: DomElement,
  instanceId: string,
  file: string,
  place: StylePlace,
): Promise<void> {
  const sheets = await collectSheets(host, file, place);
  const keyframes = new Map(
    sheets
      .flatMap(({ css }) => keyframeNames(css))
      .map((name) => [name, `${name}--${instanceId.replace(/[^\w-]/g, '-')}`]),
  );
  const kept = namesUsedElsewhere(host, sheets, [...keyframes.keys()]);
  for (const { element, css } of sheets) {
    edit(element)
      .empty()
      .append(makeText(scopeCss(css, instanceId, keyframes, kept)));
  }
  for (const element of elementsIn(host.children)) {
    const { style } = element.attribs;
    if (style !== undefined) element.attribs.style = renameInDeclarations(style, keyframes);
  }
}

interface Sheet {
  readonly element: DomElement;
  readonly css: string;
}

async function collectSheets(host: DomElement, file: string, place: StylePlace): Promise<Sheet[]> {
  const relocate = relocateReference.bind(null, place.projectDir, place.base);
  const sheets: Sheet[] = [];
  for (const element of [...elementsIn(host.children)]) {
    if (element.tagName === 'style') {
      const origin = { file, line: lineOf(element.children[0] ?? element) };
      sheets.push({ element, css: await relocateCss(textOf(element), 'stylesheet', origin, relocate) });
    } else if (isStylesheetLink(element)) {
      const path = projectPath(element.attribs.href ?? '', place.base);
      if (path === null) moveToHead(element, place.dom);
      else sheets.push(await inlineLink(element, path, place, relocate));
    }
  }
  return sheets;
}

async function inlineLink(
  link: DomElement,
  path: string,
  { projectDir }: StylePlace,
  relocate: Parameters<typeof relocateCss>[3],
): Promise<Sheet> {
  const source = await readFile(join(projectDir, path), 'utf8');
  // Paths in a style sheet always start from the sheet.
  const fromSheet: typeof relocate = (text, origin) =>
    relocate(/^[a-z0-9_][^:]*$/i.test(text.trim()) ? `./${text.trim()}` : text, origin);
  const css = await relocateCss(source, 'stylesheet', { file: path, line: 1 }, fromSheet);
  const { media } = link.attribs;
  const element = makeElement('style', media === undefined ? {} : { media });
  edit(link).replaceWith(element);
  return { element, css };
}

function isStylesheetLink({ tagName, attribs }: DomElement): boolean {
  return (
    tagName === 'link' && /(^|\s)stylesheet(\s|$)/i.test(attribs.rel ?? '') && attribs.href !== undefined
  );
}

/** The path of a relative reference of the entry document, relative to the project; null for a URL. */
function projectPath(href: string, base: string): string | null {
  if (/^([a-z][a-z0-9+.-]*:|\/)/i.test(href)) return null;
  return posix.join(posix.dirname(base), decodeURIComponent(href.replace(/[?#].*$/s, '')));
}

function moveToHead(link: DomElement, dom: Dom): void {
  const known = dom('head link[href]').toArray();
  edit(link).remove();
  if (!known.some(({ attribs }) => attribs.href === link.attribs.href)) dom('head').append(link);
}

/** Keyframes that are named where renaming does not reach: by scripts and through custom properties. */
function namesUsedElsewhere(
  host: DomElement,
  sheets: readonly Sheet[],
  names: readonly string[],
): ReadonlySet<string> {
  const scripts = [...elementsIn(host.children)].filter(({ tagName }) => tagName === 'script').map(textOf);
  const properties = sheets.flatMap(({ css }) => css.match(/--[\w-]+\s*:[^;}]*/g) ?? []);
  const texts = [...scripts, ...properties].join('\n');
  return new Set(names.filter((name) => texts.includes(name)));
}

import { collectCssReferences } from './collect-css-references.js';
import { collectModuleReferences } from './collect-module-references.js';
import type { HtmlDocument, HtmlElement } from './parse-html.js';
import type { Reference, ReferenceKind } from './reference.js';

/** Attributes that load a file, by element. */
const LOADING_ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  audio: ['src'],
  embed: ['src'],
  feimage: ['href', 'xlink:href'],
  iframe: ['src'],
  image: ['href', 'xlink:href'],
  img: ['src'],
  input: ['src'],
  object: ['data'],
  source: ['src'],
  track: ['src'],
  use: ['href', 'xlink:href'],
  video: ['src', 'poster'],
};

/** Kinds of `<link>` that load a file. The others (`canonical`, `preconnect`, …) name one without loading it. */
const LOADING_LINKS = new Set([
  'stylesheet',
  'icon',
  'apple-touch-icon',
  'mask-icon',
  'preload',
  'modulepreload',
  'manifest',
]);

/** The files that an HTML document loads by itself: attributes, inline CSS, inline modules. */
export function collectHtmlReferences(document: HtmlDocument): Reference[] {
  return document.elements.flatMap((element) => [
    ...attributeReferences(element),
    ...linkReferences(element),
    ...scriptReferences(element),
    ...styleReferences(element),
  ]);
}

function attributeReferences(element: HtmlElement): Reference[] {
  const { tag, attributes, line } = element;
  const kind = tag === 'iframe' ? 'html' : 'other';
  const single = (LOADING_ATTRIBUTES[tag] ?? []).flatMap((name) => {
    const text = attributes[name];
    return text === undefined ? [] : [reference(text, kind, line)];
  });
  const srcset = tag === 'img' || tag === 'source' ? (attributes.srcset ?? '') : '';
  return [...single, ...srcsetUrls(srcset).map((text) => reference(text, 'other', line))];
}

function linkReferences({ tag, attributes, line }: HtmlElement): Reference[] {
  const rels = (attributes.rel ?? '').toLowerCase().split(/\s+/);
  if (tag !== 'link' || attributes.href === undefined || !rels.some((rel) => LOADING_LINKS.has(rel)))
    return [];
  const kind = rels.includes('stylesheet') ? 'css' : rels.includes('modulepreload') ? 'module' : 'other';
  return [reference(attributes.href, kind, line)];
}

function scriptReferences({ tag, attributes, line, text, textLine }: HtmlElement): Reference[] {
  if (tag !== 'script') return [];
  const isModule = (attributes.type ?? '').trim().toLowerCase() === 'module';
  const src = attributes.src ?? attributes.href ?? attributes['xlink:href'];
  if (src !== undefined) return [reference(src, isModule ? 'module' : 'other', line)];
  return isModule ? collectModuleReferences(text, textLine) : [];
}

function styleReferences({ tag, attributes, line, text, textLine }: HtmlElement): Reference[] {
  return [
    ...(attributes.style === undefined
      ? []
      : collectCssReferences(attributes.style, 'declarationList', line)),
    ...(tag === 'style' ? collectCssReferences(text, 'stylesheet', textLine) : []),
  ];
}

/** URLs of a `srcset`: each is followed by a descriptor (`2x`, `640w`) or a comma. */
function srcsetUrls(srcset: string): string[] {
  return [...srcset.matchAll(/(\S*[^,\s])(?:\s+[\d.]+[xwh])?/g)].map((match) => match[1] ?? '');
}

function reference(text: string, kind: ReferenceKind, line: number): Reference {
  return { text, kind, line, optional: false, isSpecifier: false };
}

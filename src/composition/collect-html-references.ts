import { collectCssReferences } from './collect-css-references.js';
import { collectModuleReferences } from './collect-module-references.js';
import type { HtmlDocument, HtmlElement } from './html-document.js';
import type { AttributePlace, Reference, ReferenceKind } from './reference.js';
import { isElsewhere } from './resolve-reference.js';

/** Attributes that load a file, by element. */
export const LOADING_ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
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
  return document.elements.flatMap((element) => {
    const references = [
      ...attributeReferences(element),
      ...linkReferences(element),
      ...scriptReferences(element),
      ...styleReferences(element),
    ];
    return element.file === document.file
      ? references
      : references.map((reference) => ({ ...reference, file: element.file }));
  });
}

function attributeReferences(element: HtmlElement): Reference[] {
  const { tag } = element;
  const kind = tag === 'iframe' ? 'html' : 'other';
  const single = (LOADING_ATTRIBUTES[tag] ?? []).flatMap((name) => attributeReference(element, name, kind));
  return [...single, ...(tag === 'img' || tag === 'source' ? srcsetReferences(element) : [])];
}

function linkReferences(element: HtmlElement): Reference[] {
  const { tag, attributes } = element;
  const rels = (attributes.rel ?? '').toLowerCase().split(/\s+/);
  if (tag !== 'link' || !rels.some((rel) => LOADING_LINKS.has(rel))) return [];
  const isUnseen = !rels.some((rel) => ['stylesheet', 'preload', 'modulepreload'].includes(rel));
  return attributeReference(element, 'href', linkKind(rels, attributes.as)).map((reference) => ({
    ...reference,
    // No icon of another host is ever seen.
    optional: isUnseen && isElsewhere(reference.text),
  }));
}

function linkKind(rels: readonly string[], as: string | undefined): ReferenceKind {
  if (rels.includes('stylesheet')) return 'css';
  if (rels.includes('modulepreload')) return 'module';
  const preloads: Readonly<Record<string, ReferenceKind>> = { style: 'css', script: 'script', font: 'font' };
  return preloads[as?.toLowerCase() ?? ''] ?? 'other';
}

function scriptReferences(element: HtmlElement): Reference[] {
  const { tag, attributes, text, textLine, textStart } = element;
  if (tag !== 'script') return [];
  const type = (attributes.type ?? '').trim().toLowerCase();
  const isModule = type === 'module';
  for (const name of ['src', 'href', 'xlink:href']) {
    if (attributes[name] !== undefined)
      return attributeReference(element, name, isModule ? 'module' : 'script');
  }
  const isCode = isModule || type === '' || /^(text|application)\/(java|ecma)script$/.test(type);
  const imports = isCode ? collectModuleReferences(text, textLine, textStart) : [];
  // A classic script can import too, by import() alone.
  return isModule ? imports : imports.filter(({ optional }) => optional);
}

function styleReferences(element: HtmlElement): Reference[] {
  const { tag, attributes, line, text, textLine, textStart } = element;
  const attribute = attributePlace(element, 'style');
  return [
    ...(attributes.style === undefined
      ? []
      : collectCssReferences(attributes.style, 'declarationList', {
          firstLine: line,
          ...(attribute && { attribute }),
        })),
    ...(tag === 'style'
      ? collectCssReferences(text, 'stylesheet', { firstLine: textLine, offset: textStart })
      : []),
  ];
}

/** URLs of a `srcset`: each is followed by a descriptor (`2x`, `640w`) or a comma. */
function srcsetReferences(element: HtmlElement): Reference[] {
  const value = element.attributes.srcset ?? '';
  const attribute = attributePlace(element, 'srcset');
  return [...value.matchAll(/(\S*[^,\s])(?:\s+[\d.]+[xwh])?/g)].map((match) => {
    const text = match[1] ?? '';
    const place = { start: match.index, end: match.index + text.length, syntax: 'plain' } as const;
    return {
      ...{ text, kind: 'other', line: element.line, optional: false, isSpecifier: false },
      ...(attribute && { place: { ...place, attribute } }),
    };
  });
}

function attributeReference(element: HtmlElement, name: string, kind: ReferenceKind): Reference[] {
  const text = element.attributes[name];
  if (text === undefined) return [];
  const attribute = attributePlace(element, name);
  const place = { start: 0, end: text.length, syntax: 'plain' } as const;
  return [
    {
      ...{ text, kind, line: element.line, optional: false, isSpecifier: false },
      ...(attribute && { place: { ...place, attribute } }),
    },
  ];
}

function attributePlace(element: HtmlElement, name: string): AttributePlace | undefined {
  const span = element.attributeSpans[name];
  const value = element.attributes[name];
  const { integrity } = element.attributeSpans;
  if (span === undefined || value === undefined) return undefined;
  return { name, value, ...span, ...(integrity && { integrity }) };
}

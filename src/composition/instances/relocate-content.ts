import { parse, walk } from 'css-tree';
import { LOADING_ATTRIBUTES } from '../collect-html-references.js';
import { collectModuleReferences } from '../collect-module-references.js';
import { type DomElement, type DomNode, elementsIn, lineOf, textOf } from '../dom.js';
import type { ReferencePlace } from './relocate-reference.js';
import { applyEdits, type TextEdit } from './text-edits.js';

/** Writes a reference anew for where it will stand. */
export type Relocate = (text: string, place: ReferencePlace) => Promise<string>;

/** Makes the references of an instance's markup right for the entry document. Style sheets and scripts are left. */
export async function relocateMarkup(
  nodes: readonly DomNode[],
  file: string,
  relocate: Relocate,
): Promise<void> {
  for (const element of elementsIn(nodes)) {
    const place = { file, line: lineOf(element) };
    for (const name of attributesOf(element)) {
      const text = element.attribs[name];
      if (text !== undefined) element.attribs[name] = await relocate(text, place);
    }
    const { srcset, style } = element.attribs;
    if (srcset !== undefined) element.attribs.srcset = await relocateSrcset(srcset, place, relocate);
    if (style !== undefined)
      element.attribs.style = await relocateCss(style, 'declarationList', place, relocate);
  }
}

/** Makes the `url()`s and `@import`s of CSS right for the entry document. */
export async function relocateCss(
  css: string,
  context: 'stylesheet' | 'declarationList',
  place: ReferencePlace,
  relocate: Relocate,
): Promise<string> {
  const found: { start: number; end: number; url: string; line: number }[] = [];
  const ast = parse(css, { context, positions: true, parseCustomProperty: true, onParseError: () => {} });
  walk(ast, function (node) {
    const inImport = this.atrule?.name.toLowerCase() === 'import' && this.function === null;
    const isUrl = node.type === 'Url' && this.atrule?.name.toLowerCase() !== 'namespace';
    const isText =
      node.type === 'String' && (inImport || this.function?.name.toLowerCase().endsWith('image-set'));
    if ((!isUrl && !isText) || node.loc == null) return;
    const { start, end } = node.loc;
    found.push({ start: start.offset, end: end.offset, url: node.value, line: place.line + start.line - 1 });
  });
  const edits: TextEdit[] = [];
  for (const { start, end, url, line } of found) {
    const relocated = await relocate(url, { ...place, line });
    // Quotes stay as they are read by CSS: a path has none after encoding.
    if (relocated !== url) edits.push({ start, end, text: `url("${relocated}")` });
  }
  return applyEdits(css, edits);
}

/** Makes the imports of an inline module right for the entry document. */
export async function relocateModule(
  script: DomElement,
  place: ReferencePlace,
  relocate: Relocate,
): Promise<string> {
  let code = textOf(script);
  for (const { text, optional } of collectModuleReferences(code, place.line)) {
    if (!/^\.{1,2}\//.test(text)) continue;
    const relocated = await relocate(text, place).catch((error: unknown) => {
      if (optional) return text;
      throw error;
    });
    for (const quote of ['"', "'", '`']) {
      code = code.replaceAll(`${quote}${text}${quote}`, `${quote}./${relocated}${quote}`);
    }
  }
  return code;
}

function attributesOf({ tagName, attribs }: DomElement): readonly string[] {
  const tag = tagName.toLowerCase();
  if (tag === 'link') return attribs.href === undefined ? [] : ['href'];
  if (tag === 'script') return ['src'];
  return LOADING_ATTRIBUTES[tag] ?? [];
}

async function relocateSrcset(srcset: string, place: ReferencePlace, relocate: Relocate): Promise<string> {
  const candidates = [...srcset.matchAll(/(\S*[^,\s])(\s+[\d.]+[xwh])?/g)];
  const relocated = candidates.map(
    async ([, url = '', descriptor = '']) => `${await relocate(url, place)}${descriptor}`,
  );
  return (await Promise.all(relocated)).join(', ');
}

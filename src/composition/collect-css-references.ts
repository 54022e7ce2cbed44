import { type CssNode, parse, walk } from 'css-tree';
import type { AttributePlace, Reference, ReferencePlace } from './reference.js';

/** Where CSS stands in its file. */
export interface CssPlace {
  /** The line of the file on which the CSS begins, from 1. */
  readonly firstLine?: number;
  /** Offset of the CSS in the source; 0 for a file of its own. */
  readonly offset?: number;
  /** Set for a `style` attribute, whose value the CSS is. */
  readonly attribute?: AttributePlace;
}

/**
 * The files that CSS refers to: `url()`, `@import`, the strings of `image-set()`; in any rule, `@font-face` included.
 * @param context `declarationList` for a `style` attribute.
 */
export function collectCssReferences(
  css: string,
  context: 'stylesheet' | 'declarationList' = 'stylesheet',
  { firstLine = 1, offset = 0, attribute }: CssPlace = {},
): Reference[] {
  const references: Reference[] = [];
  const ast = parse(css, { context, positions: true, parseCustomProperty: true, onParseError: () => {} });
  const placeOf = (node: CssNode): { place?: ReferencePlace } => {
    if (node.loc == null) return {};
    const start = node.loc.start.offset + offset;
    const end = node.loc.end.offset + offset;
    const syntax = node.type === 'Url' ? 'css-url' : 'css-string';
    return { place: { start, end, syntax, ...(attribute && { attribute }) } };
  };
  const add = (node: CssNode, text: string, kind: Reference['kind']) => {
    const line = firstLine + (node.loc?.start.line ?? 1) - 1;
    references.push({ text, kind, line, optional: false, isSpecifier: false, ...placeOf(node) });
  };
  walk(ast, function (node: CssNode) {
    const rule = this.atrule?.name.toLowerCase();
    const kind = rule === 'import' ? 'css' : rule === 'font-face' ? 'font' : 'other';
    if (node.type === 'Url' && rule !== 'namespace') add(node, node.value, kind);
    const inImageSet = this.function?.name.toLowerCase().endsWith('image-set') === true;
    if (node.type === 'String' && (inImageSet || (rule === 'import' && this.function === null))) {
      add(node, node.value, kind);
    }
  });
  return references;
}

import { type CssNode, parse, walk } from 'css-tree';
import type { Reference } from './reference.js';

/**
 * The files that CSS refers to: `url()`, `@import`, the strings of `image-set()`; in any rule, `@font-face` included.
 * @param context `declarationList` for a `style` attribute.
 * @param firstLine the line of the file on which the CSS begins.
 */
export function collectCssReferences(
  css: string,
  context: 'stylesheet' | 'declarationList' = 'stylesheet',
  firstLine = 1,
): Reference[] {
  const references: Reference[] = [];
  const ast = parse(css, { context, positions: true, parseCustomProperty: true, onParseError: () => {} });
  const add = (node: CssNode, text: string, isImport: boolean) => {
    const line = firstLine + (node.loc?.start.line ?? 1) - 1;
    references.push({ text, kind: isImport ? 'css' : 'other', line, optional: false, isSpecifier: false });
  };
  walk(ast, function (node: CssNode) {
    const inImport = this.atrule?.name.toLowerCase() === 'import';
    if (node.type === 'Url' && this.atrule?.name.toLowerCase() !== 'namespace')
      add(node, node.value, inImport);
    const inImageSet = this.function?.name.toLowerCase().endsWith('image-set') === true;
    if (node.type === 'String' && (inImageSet || (inImport && this.function === null))) {
      add(node, node.value, inImport);
    }
  });
  return references;
}

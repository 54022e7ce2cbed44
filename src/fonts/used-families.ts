import { type CssNode, generate, parse, walk } from 'css-tree';
import { unquoteFamily } from './font-face.js';

/** What style sheets ask of fonts. */
export interface UsedFonts {
  /** Families in `font-family` and `font`, outside `@font-face`. */
  readonly families: ReadonlySet<string>;
  /** Numeric weights that are asked for. */
  readonly weights: ReadonlySet<number>;
  readonly italic: boolean;
}

/** Names that are no family of a file. */
const GENERIC = new Set([
  ...['serif', 'sans-serif', 'monospace', 'cursive', 'fantasy', 'math', 'emoji', 'fangsong', 'system-ui'],
  ...['ui-serif', 'ui-sans-serif', 'ui-monospace', 'ui-rounded', 'inherit', 'initial', 'unset', 'revert'],
  ...['revert-layer', '-apple-system', 'blinkmacsystemfont'],
]);

/** Words of the `font` shorthand in front of its size. */
const WEIGHT_WORDS: Readonly<Record<string, number>> = { normal: 400, bold: 700, bolder: 700, lighter: 300 };

/** Reads which families, weights and slants style sheets (and `style` attributes) use. */
export function readUsedFonts(
  sheets: readonly { readonly css: string; readonly context: 'stylesheet' | 'declarationList' }[],
): UsedFonts {
  const families = new Set<string>();
  const weights = new Set<number>([400, 700]);
  let italic = false;
  for (const { css, context } of sheets) {
    walk(parse(css, { context, onParseError: () => {}, parseValue: false }), function (node: CssNode) {
      if (node.type !== 'Declaration' || this.atrule?.name.toLowerCase() === 'font-face') return;
      const property = node.property.toLowerCase();
      const value = generate(node.value).trim();
      if (property === 'font-family' || property.startsWith('--')) addFamilies(families, value);
      if (property === 'font')
        addFamilies(families, value.replace(/^.*?[\d.]+(px|r?em|%|v[wh]|pt|ch)\S*\s+/i, ''));
      if (property === 'font' || property === 'font-style') italic ||= /\b(italic|oblique)\b/i.test(value);
      if (property === 'font' || property === 'font-weight') {
        for (const word of value.toLowerCase().split(/\s+/)) {
          const weight = /^[1-9]00$/.test(word) ? Number(word) : WEIGHT_WORDS[word];
          if (weight !== undefined) weights.add(weight);
        }
      }
    });
  }
  return { families, weights, italic };
}

/** Splits `"A, B", serif` at the commas outside quotes; custom properties may hold anything, so only names are taken. */
function addFamilies(families: Set<string>, list: string): void {
  for (const part of list.match(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^,]+/g) ?? []) {
    const family = unquoteFamily(part.replace(/!important$/i, ''));
    if (/^[\p{L}][\p{L}\d ._-]*$/u.test(family) && !GENERIC.has(family.toLowerCase())) families.add(family);
  }
}

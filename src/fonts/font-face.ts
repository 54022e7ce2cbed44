import { type CssNode, generate, parse, walk } from 'css-tree';
import { type CodePointRange, formatUnicodeRange, parseUnicodeRange } from './unicode-range.js';

/** An `@font-face` rule. */
export interface FontFaceRule {
  readonly family: string;
  /** As written: `400`, `bold`, `100 900`. */
  readonly weight: string;
  readonly style: string;
  readonly stretch: string;
  /** Null: every character that the file has. */
  readonly unicodeRange: readonly CodePointRange[] | null;
  /** The file that a browser takes: the first woff2 (or what was preferred), else the first of all; null for `local()` only. */
  readonly url: string | null;
}

/**
 * The `@font-face` rules of a style sheet, in order.
 * @param extension of the file that is taken when there are several.
 */
export function readFontFaces(css: string, extension = 'woff2'): FontFaceRule[] {
  const faces: FontFaceRule[] = [];
  walk(parse(css, { onParseError: () => {} }), (node: CssNode) => {
    if (node.type !== 'Atrule' || node.name.toLowerCase() !== 'font-face' || node.block === null) return;
    const values = new Map<string, CssNode>();
    for (const item of node.block.children) {
      if (item.type === 'Declaration') values.set(item.property.toLowerCase(), item.value);
    }
    const text = (name: string) => {
      const value = values.get(name);
      return value === undefined ? undefined : generate(value).trim();
    };
    const family = text('font-family');
    if (family === undefined) return;
    const range = text('unicode-range');
    faces.push({
      family: unquoteFamily(family),
      weight: text('font-weight') ?? '400',
      style: text('font-style') ?? 'normal',
      stretch: text('font-stretch') ?? 'normal',
      unicodeRange: range === undefined ? null : parseUnicodeRange(range),
      url: pickUrl(values.get('src'), extension),
    });
  });
  return faces;
}

/** Writes a rule. */
export function formatFontFace({ family, weight, style, stretch, unicodeRange, url }: FontFaceRule): string {
  const lines = [
    `font-family: ${JSON.stringify(family)};`,
    `font-weight: ${weight};`,
    `font-style: ${style};`,
    ...(stretch === 'normal' ? [] : [`font-stretch: ${stretch};`]),
    'font-display: block;',
    ...(url === null ? [] : [`src: url(${JSON.stringify(url)});`]),
    ...(unicodeRange === null ? [] : [`unicode-range: ${formatUnicodeRange(unicodeRange)};`]),
  ];
  return `@font-face { ${lines.join(' ')} }`;
}

export function unquoteFamily(family: string): string {
  return family
    .trim()
    .replace(/^(["'])(.*)\1$/s, '$2')
    .trim();
}

function pickUrl(source: CssNode | undefined, extension: string): string | null {
  if (source === undefined) return null;
  const urls: string[] = [];
  walk(source, (node: CssNode) => {
    if (node.type === 'Url') urls.push(node.value);
  });
  const fits = (url: string) =>
    url
      .replace(/[?#].*$/, '')
      .toLowerCase()
      .endsWith(`.${extension}`);
  return urls.find(fits) ?? urls[0] ?? null;
}

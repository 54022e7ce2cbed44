import { type CodePointRange, readFontFaces } from '../fonts/index.js';
import { remoteUrlOf, resolveReference } from './resolve-reference.js';
import type { StyleSource } from './style-sources.js';

/** An `@font-face` rule and the place of its file in the plan. */
export interface ListedFontFace {
  readonly family: string;
  readonly unicodeRange: readonly CodePointRange[] | null;
  /** Relative to `compiled/`; null for one without a file. */
  readonly path: string | null;
}

/** The font faces that the composition's style sheets declare. */
export function listFontFaces(styles: readonly StyleSource[]): ListedFontFace[] {
  return styles.flatMap(({ css, context, file, url }) => {
    if (context !== 'stylesheet') return [];
    return readFontFaces(css).map(({ family, unicodeRange, url: text }): ListedFontFace => {
      if (text === null || text.startsWith('data:')) return { family, unicodeRange, path: null };
      const reference = { text, kind: 'font', line: 1, optional: false, isSpecifier: false } as const;
      const referrer = { file, ...(url !== undefined && { url }) };
      const isKnown = remoteUrlOf(reference, referrer) !== null || !text.startsWith('/');
      return { family, unicodeRange, path: isKnown ? resolveReference(reference, referrer) : null };
    });
  });
}

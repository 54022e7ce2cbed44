import {
  type FontFaceRule,
  findNeededFallbacks,
  formatFontFace,
  rangesFor,
  readFontFaces,
  readInstalledFamily,
  readUsedFonts,
} from '../fonts/index.js';
import type { StyleSource } from './style-sources.js';

/** Fonts that a composition names, or whose characters it uses, without bringing them. */
export interface FontNeeds {
  readonly styles: readonly StyleSource[];
  /** Everything that may become text. */
  readonly text: string;
  readonly packageFolders: readonly string[];
}

/**
 * `@font-face` rules for fonts that are installed as `@fontsource` packages and that the composition uses without
 * declaring them; and for emoji and scripts that text fonts lack, as a part of each family that it does declare. Rules
 * of the composition come after these and win. Empty when nothing is needed or installed.
 */
export async function makeFontFaces({ styles, text, packageFolders }: FontNeeds): Promise<string> {
  const declared = styles.flatMap(({ css, context }) => (context === 'stylesheet' ? readFontFaces(css) : []));
  const used = readUsedFonts(styles);
  const known = new Set(declared.map(({ family }) => family.toLowerCase()));
  const added: FontFaceRule[] = [];
  for (const family of [...used.families].sort()) {
    if (known.has(family.toLowerCase())) continue;
    added.push(...((await readInstalledFamily(packageFolders, family, used.weights, used.italic)) ?? []));
  }
  const fallbacks = await fallbackFaces([...added, ...declared], text, packageFolders);
  // Later rules win where ranges overlap: what draws text comes after what helps out.
  return [...fallbacks, ...added].map(formatFontFace).join('\n');
}

async function fallbackFaces(
  faces: readonly FontFaceRule[],
  text: string,
  packageFolders: readonly string[],
): Promise<FontFaceRule[]> {
  const groups = new Map(
    faces.map(({ family, weight, style, stretch }) => [
      `${family}|${weight}|${style}|${stretch}`,
      { family, weight, style, stretch },
    ]),
  );
  const result: FontFaceRule[] = [];
  for (const { font, characters } of findNeededFallbacks(text)) {
    const parts = await readInstalledFamily(packageFolders, font.family, [400], false);
    for (const part of parts ?? []) {
      const unicodeRange = rangesFor(part.unicodeRange ?? [], characters);
      if (unicodeRange.length === 0) continue;
      // A browser picks faces by weight and style first, so each of the family's own needs the help.
      for (const group of groups.values()) {
        if (group.family !== font.family) result.push({ ...part, ...group, unicodeRange });
      }
    }
  }
  return result;
}

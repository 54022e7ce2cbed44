import { openSync } from 'fontkit';
import { type CodePointRange, includesCodePoint } from './unicode-range.js';

/** A face of a composition with the file that it is drawn from. */
export interface BroughtFace {
  readonly family: string;
  readonly unicodeRange: readonly CodePointRange[] | null;
  /** Absolute path of the font file; null when it is not known. */
  readonly path: string | null;
}

/** Text and the families that it asks for. */
export interface AskedText {
  readonly families: readonly string[];
  readonly characters: string;
  readonly where: string;
}

export interface MissingCharacters {
  readonly characters: readonly string[];
  readonly where: string;
}

/**
 * The characters that no face of the composition has, where the text asks for one of its families at all. A face with a
 * `unicode-range` is believed; of the others the file is read. A family whose files are not known has every character.
 */
export function findMissingCharacters(
  texts: readonly AskedText[],
  faces: readonly BroughtFace[],
): MissingCharacters[] {
  const known = new Map<string, ReadonlySet<number> | null>();
  const has = (face: BroughtFace, codePoint: number): boolean => {
    if (face.unicodeRange !== null) return includesCodePoint(face.unicodeRange, codePoint);
    if (face.path === null) return true;
    if (!known.has(face.path)) known.set(face.path, readCharacters(face.path));
    return known.get(face.path)?.has(codePoint) ?? true;
  };
  return texts.flatMap(({ families, characters, where }) => {
    const names = new Set(families.map((family) => family.toLowerCase()));
    const own = faces.filter(({ family }) => names.has(family.toLowerCase()));
    if (own.length === 0) return [];
    const missing = [...characters].filter((character) => {
      const codePoint = character.codePointAt(0) ?? 0;
      return !isInvisible(character) && !own.some((face) => has(face, codePoint));
    });
    return missing.length === 0 ? [] : [{ characters: missing, where }];
  });
}

/** Null for a file that cannot be read as a font; the browser reports that. */
function readCharacters(path: string): ReadonlySet<number> | null {
  try {
    const font = openSync(path);
    return 'characterSet' in font ? new Set(font.characterSet) : null;
  } catch {
    return null;
  }
}

/** White space, joiners, variation selectors and marks of direction need no glyph. */
function isInvisible(character: string): boolean {
  return /[\p{White_Space}\p{Cf}\p{Variation_Selector}]/u.test(character);
}

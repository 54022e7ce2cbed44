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
export async function findMissingCharacters(
  texts: readonly AskedText[],
  faces: readonly BroughtFace[],
): Promise<MissingCharacters[]> {
  const asked = texts.map((text) => ({ ...text, own: facesOf(text, faces) }));
  const known = await readFonts(asked.flatMap(({ own }) => own));
  const has = ({ unicodeRange, path }: BroughtFace, codePoint: number): boolean => {
    if (unicodeRange !== null) return includesCodePoint(unicodeRange, codePoint);
    return path === null || (known.get(path)?.has(codePoint) ?? true);
  };
  return asked.flatMap(({ own, characters, where }) => {
    if (own.length === 0) return [];
    const missing = [...characters].filter((character) => {
      const codePoint = character.codePointAt(0) ?? 0;
      return !isInvisible(character) && !own.some((face) => has(face, codePoint));
    });
    return missing.length === 0 ? [] : [{ characters: missing, where }];
  });
}

function facesOf({ families }: AskedText, faces: readonly BroughtFace[]): BroughtFace[] {
  const names = new Set(families.map((family) => family.toLowerCase()));
  return faces.filter(({ family }) => names.has(family.toLowerCase()));
}

/** The characters of each font file, by path; null for a file that cannot be read as a font, which the browser reports. */
async function readFonts(
  faces: readonly BroughtFace[],
): Promise<ReadonlyMap<string, ReadonlySet<number> | null>> {
  const paths = new Set(
    faces.flatMap(({ unicodeRange, path }) => (unicodeRange === null && path !== null ? [path] : [])),
  );
  if (paths.size === 0) return new Map();
  // Only now: it brings the dictionary of WOFF2's compression, the largest part of what planning would load.
  const { openSync } = await import('fontkit');
  return new Map(
    [...paths].map((path) => {
      try {
        const font = openSync(path);
        return [path, 'characterSet' in font ? new Set(font.characterSet) : null];
      } catch {
        return [path, null];
      }
    }),
  );
}

/** White space, joiners, variation selectors and marks of direction need no glyph. */
function isInvisible(character: string): boolean {
  return /[\p{White_Space}\p{Cf}\p{Variation_Selector}]/u.test(character);
}

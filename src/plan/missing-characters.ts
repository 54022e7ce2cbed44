import { join } from 'node:path';
import type { ClosedComposition } from '../composition/index.js';
import { FALLBACK_FONTS, findMissingCharacters } from '../fonts/index.js';
import type { PageDescription } from '../page/protocol.js';

/** Characters that are listed one by one in a warning. */
const MAX_LISTED = 12;

/**
 * Warnings about characters that no font of the composition has, a sentence for each kind of text: which, where, and the
 * package that would draw them. Font families that a script adds are believed to have everything.
 */
export async function describeMissingCharacters(
  { rareTexts, fontFamilies }: Pick<PageDescription, 'rareTexts' | 'fontFamilies'>,
  fontFaces: ClosedComposition['fontFaces'],
  compiledDir: string,
): Promise<string[]> {
  const declared = new Set(fontFaces.map(({ family }) => family.toLowerCase()));
  const ofScripts = fontFamilies
    .filter((family) => !declared.has(family.toLowerCase()))
    .map((family) => ({ family, unicodeRange: null, path: null }));
  const brought = fontFaces.map((face) => ({
    ...face,
    path: face.path === null ? null : join(compiledDir, face.path),
  }));
  const missing = await findMissingCharacters(rareTexts, [...brought, ...ofScripts]);
  return missing.map(({ characters, where }) => {
    const packages = FALLBACK_FONTS.filter(({ matches }) => characters.some(matches)).map(
      ({ packageName }) => packageName,
    );
    const listed = characters.slice(0, MAX_LISTED).join(' ');
    const more = characters.length > MAX_LISTED ? ` and ${characters.length - MAX_LISTED} more` : '';
    const install = packages.length === 0 ? '' : `Install ${packages.join(' and ')} in the project, or add `;
    const fix = install === '' ? 'Add a font file that has them.' : `${install}a font file that has them.`;
    return `No font of the composition has ${listed}${more}, which ${where} shows: other machines draw them differently or not at all. ${fix}`;
  });
}

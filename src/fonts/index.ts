export { FALLBACK_FONTS, findNeededFallbacks, rangesFor } from './fallback-fonts.js';
export { type BroughtFace, findMissingCharacters } from './font-coverage.js';
export { type FontFaceRule, formatFontFace, readFontFaces } from './font-face.js';
export { readFontsourceFaces, readInstalledFamily } from './fontsource.js';
export { parseGoogleFontsUrl } from './google-fonts.js';
export type { CodePointRange } from './unicode-range.js';
export { readUsedFonts } from './used-families.js';

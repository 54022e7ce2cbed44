export { findNeededFallbacks, rangesFor } from './fallback-fonts.js';
export { type FontFaceRule, formatFontFace, readFontFaces } from './font-face.js';
export { readFontsourceFaces, readInstalledFamily } from './fontsource.js';
export { parseGoogleFontsUrl } from './google-fonts.js';
export { readUsedFonts } from './used-families.js';

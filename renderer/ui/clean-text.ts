import { formatCount } from './format.js';

const ESCAPE = String.fromCharCode(27);
const TERMINAL_CODE = new RegExp(`${ESCAPE}\\[[0-9;?]*[ -/]*[@-~]`, 'g');
/** Control characters, direction overrides and other characters that are not seen. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * Text of a composition, made safe to look at: no terminal codes, no direction overrides, at most `limit` characters.
 * Tabs and line ends stay.
 */
export function cleanText(text: string, limit = 4000): string {
  const cut = text.length > limit ? text.slice(0, limit) : text;
  const clean = cut
    .replace(TERMINAL_CODE, '')
    .replace(UNSEEN, (char) => (char === '\t' || char === '\n' ? char : '\ufffd'));
  return text.length > limit ? `${clean}… (${formatCount(text.length - limit)} more)` : clean;
}

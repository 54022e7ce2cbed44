import type { CodePointRange } from './unicode-range.js';

/** Characters that text fonts rarely have, and the package that draws them. */
export interface FallbackFont {
  /** For people: `emoji`, `Chinese`. */
  readonly script: string;
  readonly family: string;
  readonly packageName: string;
  readonly matches: (character: string) => boolean;
}

const byPattern = (pattern: RegExp) => (character: string) => pattern.test(character);

/**
 * In the order in which they are taken along. Han characters without kana or hangul beside them are drawn as simplified
 * Chinese; a composition that wants another style brings its own font.
 */
export const FALLBACK_FONTS: readonly FallbackFont[] = [
  font('emoji', 'Noto Color Emoji', /\p{Emoji_Presentation}|\p{Regional_Indicator}|\uFE0F/u),
  font('Japanese', 'Noto Sans JP', /\p{Script=Hiragana}|\p{Script=Katakana}/u),
  font('Korean', 'Noto Sans KR', /\p{Script=Hangul}/u),
  font('Chinese', 'Noto Sans SC', /\p{Script=Han}|[\u3000-\u303F\uFF00-\uFFEF]/u),
  font('Arabic', 'Noto Sans Arabic', /\p{Script=Arabic}/u),
  font('Hebrew', 'Noto Sans Hebrew', /\p{Script=Hebrew}/u),
  font('Thai', 'Noto Sans Thai', /\p{Script=Thai}/u),
  font('Devanagari', 'Noto Sans Devanagari', /\p{Script=Devanagari}/u),
];

/** Invisible parts of emoji, which every file of an emoji font has: the joiner and the variation selector. */
const JOINERS = new Set([0x200d, 0xfe0f]);

/** Plain characters that an emoji font has as well: digits, `#`, `*`, `©`. They stay with the text's own font. */
export const FIRST_FALLBACK_CODE_POINT = 0x200d;

/** Fonts that some text needs, each with the characters it is needed for, sorted. */
export function findNeededFallbacks(
  source: string,
): { readonly font: FallbackFont; readonly characters: readonly string[] }[] {
  const text = decodeEscapes(source);
  const characters = new Set([...text].filter((character) => (character.codePointAt(0) ?? 0) > 0x2ff));
  // A sign that is drawn as an emoji only because a variation selector says so.
  const selected = [...text.matchAll(/(\p{Emoji})\uFE0F/gu)].map((match) => match[1] ?? '');
  return FALLBACK_FONTS.flatMap((each) => {
    const needed = new Set([...characters].filter((character) => each.matches(character)));
    if (each.script === 'emoji') for (const character of selected) needed.add(character);
    return needed.size === 0 ? [] : [{ font: each, characters: [...needed].sort() }];
  });
}

/** Characters as HTML, CSS and JavaScript write them in ASCII: `&#128512;`, `&#x1F600;`, `\\u{1F600}`, `\\uD83D\\uDE00`. */
function decodeEscapes(text: string): string {
  const toCharacter = (written: string, digits: string, radix: number) => {
    const codePoint = Number.parseInt(digits, radix);
    return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : written;
  };
  return text
    .replace(/&#(\d{1,7});/g, (written, digits: string) => toCharacter(written, digits, 10))
    .replace(/(?:&#x|\\u\{)([0-9a-f]{1,6})[;}]/gi, (written, digits: string) =>
      toCharacter(written, digits, 16),
    )
    .replace(/\\u([0-9a-f]{4})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}

/** Cuts ranges down to those that hold one of the characters, and to what is no plain character. */
export function rangesFor(
  ranges: readonly CodePointRange[],
  characters: readonly string[],
): readonly CodePointRange[] {
  const codePoints = characters
    .map((character) => character.codePointAt(0) ?? 0)
    .filter((codePoint) => !JOINERS.has(codePoint));
  const fitting = ranges.some(([first, last]) =>
    codePoints.some((codePoint) => codePoint >= first && codePoint <= last),
  );
  return fitting ? ranges.filter(([, last]) => last >= FIRST_FALLBACK_CODE_POINT) : [];
}

function font(script: string, family: string, pattern: RegExp): FallbackFont {
  const packageName = `@fontsource/${family.toLowerCase().replaceAll(' ', '-')}`;
  return { script, family, packageName, matches: byPattern(pattern) };
}

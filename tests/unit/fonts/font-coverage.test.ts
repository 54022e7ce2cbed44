import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { findMissingCharacters } from '#src/fonts/index.js';

const { resolve } = createRequire(import.meta.url);
/** Latin letters, and a `↑`, in a real woff2 file. */
const LATIN = resolve('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2');

const face = (path: string | null, unicodeRange: [number, number][] | null = null) => ({
  family: 'Own',
  unicodeRange,
  path,
});
const text = (characters: string, families = ['own', 'sans-serif']) => ({
  families,
  characters,
  where: 'p#a',
});

it('reads what a font file has, and believes a unicode-range', async () => {
  expect(await findMissingCharacters([text('↑你😀\u200d')], [face(LATIN)])).toEqual([
    { characters: ['你', '😀'], where: 'p#a' },
  ]);
  expect(
    await findMissingCharacters([text('↑你😀')], [face(LATIN), face(LATIN, [[0x4f60, 0x4f60]])]),
  ).toEqual([{ characters: ['😀'], where: 'p#a' }]);
});

it('leaves alone what it cannot know: other families, files that are none, faces of scripts', async () => {
  expect(await findMissingCharacters([text('你', ['Arial'])], [face(LATIN)])).toEqual([]);
  expect(await findMissingCharacters([text('你')], [face(null)])).toEqual([]);
  expect(await findMissingCharacters([text('你')], [face(import.meta.filename)])).toEqual([]);
});

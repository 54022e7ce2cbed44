import { describe, expect, it } from 'vitest';
import {
  findNeededFallbacks,
  formatFontFace,
  parseGoogleFontsUrl,
  rangesFor,
  readFontFaces,
  readInstalledFamily,
  readUsedFonts,
} from '#src/fonts/index.js';
import { parseUnicodeRange } from '#src/fonts/unicode-range.js';
import { project } from '../composition/project.js';

describe('parseGoogleFontsUrl', () => {
  const GOOGLE = 'https://fonts.googleapis.com';
  it.each([
    ['/css2?family=Inter', [['Inter', '400']]],
    ['/css2?family=Inter:wght@400;700&display=swap', [['Inter', '400', '700']]],
    ['/css2?family=Open+Sans:ital,wght@0,300;1,800', [['Open Sans', '300', '800i']]],
    [
      '/css2?family=Roboto:wght@100..900&family=Lora',
      [
        ['Roboto', '100..900'],
        ['Lora', '400'],
      ],
    ],
    [
      '/css?family=Roboto:400,700italic|Open+Sans:b',
      [
        ['Roboto', '400', '700i'],
        ['Open Sans', '700'],
      ],
    ],
    ['/icon?family=Material+Icons', [['Material Icons', '400']]],
  ])('%s', (path, expected) => {
    const families = parseGoogleFontsUrl(GOOGLE + path);
    expect(
      families?.map(({ family, faces }) => [family, ...faces.map((f) => f.weight + (f.italic ? 'i' : ''))]),
    ).toEqual(expected);
  });

  it('knows no other address', () => {
    expect(parseGoogleFontsUrl('https://fonts.gstatic.com/s/inter.woff2')).toBeNull();
    expect(parseGoogleFontsUrl(`${GOOGLE}/metadata/fonts`)).toBeNull();
  });
});

describe('style sheets', () => {
  it('tell what fonts they use, but for generic names', () => {
    const css = `p { font: italic 600 12px/1.2 "Open Sans", sans-serif } b { font-family: Inter, system-ui; font-weight: 900 }
      :root { --display: 'Bebas Neue', serif; --gap: 12px } @font-face { font-family: Own; src: url(a.woff2) }`;
    const used = readUsedFonts([
      { css, context: 'stylesheet' },
      { css: 'font-family: Lora', context: 'declarationList' },
    ]);
    expect([...used.families].sort()).toEqual(['Bebas Neue', 'Inter', 'Lora', 'Open Sans']);
    expect([...used.weights].sort()).toEqual([400, 600, 700, 900]);
    expect(used.italic).toBe(true);
  });

  it('are read and written by their faces', () => {
    const css = `@font-face { font-family: 'A B'; font-weight: 100 900; src: url(a.woff) format("woff"), url(a.woff2);
      unicode-range: U+0-7F, U+4??, U+2192 }`;
    const [face] = readFontFaces(css);
    expect(face).toMatchObject({ family: 'A B', weight: '100 900', style: 'normal', url: 'a.woff2' });
    expect(face?.unicodeRange).toEqual([
      [0, 0x7f],
      [0x400, 0x4ff],
      [0x2192, 0x2192],
    ]);
    expect(face && readFontFaces(formatFontFace(face))).toEqual([face]);
    expect(readFontFaces(css, 'woff')[0]?.url).toBe('a.woff');
  });
});

describe('fallbacks', () => {
  const scripts = (text: string) =>
    findNeededFallbacks(text).map(({ font, characters }) => `${font.script} ${characters.join('')}`);

  it.each([
    ['Plain — “text” 123 © é', []],
    ['hi 😀', ['emoji 😀']],
    ['&#128512; \\u{1F600} \\uD83D\\uDE00', ['emoji 😀']],
    ['love ❤️', ['emoji ❤\uFE0F']],
    ['你好', ['Chinese 你好']],
    ['かな', ['Japanese かな']],
    ['한글', ['Korean 글한']],
    ['שלום', ['Hebrew ולםש']],
  ])('%s', (text, expected) => {
    expect(scripts(text)).toEqual(expected);
  });

  it('leave plain characters to the text font', () => {
    const ranges = parseUnicodeRange('U+23, U+30-39, U+FE0F, U+1F600-1F64F');
    expect(rangesFor(ranges, ['😀'])).toEqual(parseUnicodeRange('U+FE0F, U+1F600-1F64F'));
    expect(rangesFor(ranges, ['\uFE0F', '你'])).toEqual([]);
  });
});

describe('readInstalledFamily', () => {
  const faceCss = (file: string) =>
    `@font-face { font-family: 'X'; font-weight: 400; src: url(./files/${file}.woff2); unicode-range: U+0-FF }`;
  const read = async (files: Record<string, string>, italic = false) => {
    const folder = await project(files);
    const faces = await readInstalledFamily([`${folder}/node_modules`], 'My Font', [400, 700], italic);
    return faces?.map(({ family, weight, url }) => [family, weight, url?.replace(/^.*npm\//, '')]) ?? null;
  };
  const pack = (name: string) => ({
    [`node_modules/${name}/package.json`]: JSON.stringify({ name, version: '5.0.0' }),
  });

  it('takes a variable font as a whole, else the weights that are used', async () => {
    const fixed = {
      ...pack('@fontsource/my-font'),
      'node_modules/@fontsource/my-font/400.css': faceCss('a400'),
      'node_modules/@fontsource/my-font/400-italic.css': faceCss('a400i'),
    };
    expect(await read(fixed, true)).toEqual([
      ['My Font', '400', '@fontsource/my-font@5.0.0/files/a400.woff2'],
      ['My Font', '400', '@fontsource/my-font@5.0.0/files/a400i.woff2'],
    ]);
    const variable = {
      ...fixed,
      ...pack('@fontsource-variable/my-font'),
      'node_modules/@fontsource-variable/my-font/index.css': faceCss('v').replace('400', '100 900'),
    };
    expect(await read(variable)).toEqual([
      ['My Font', '100 900', '@fontsource-variable/my-font@5.0.0/files/v.woff2'],
    ]);
  });

  it('is null without a package', async () => {
    expect(await read({ 'a.txt': '' })).toBeNull();
  });
});

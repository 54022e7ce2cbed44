import { describe, expect, it } from 'vitest';
import { closeOverAssets } from '#src/composition/close-over-assets.js';
import { readComposition } from '#src/composition/read-composition.js';
import { page, project, refusal } from './project.js';

const HOST = '<div id="slot" data-composition-id="card" data-composition-src="compositions/card.html"></div>';

/** A file of a composition with a root of its own. */
const card = (content: string, root = 'data-composition-id="card"') =>
  `<template><div id="root" ${root}>${content}</div></template>`;

async function read(
  files: Record<string, string>,
  entry = page(HOST),
  variables: Record<string, string> = {},
) {
  return readComposition(await project({ 'index.html': entry, ...files }), 'index.html', variables);
}

describe('sub-compositions', () => {
  it('become part of the entry document, once per showing', async () => {
    const twice = page(`${HOST}<div data-composition-src="compositions/card.html" data-start="card"></div>`);
    const { entrySource, clips } = await read(
      {
        'compositions/card.html': card(
          '<p id="t" data-start="1">x</p>',
          'data-composition-id="card" data-duration="3"',
        ),
      },
      twice,
    );
    expect(entrySource.match(/<p id="t"/g)).toHaveLength(2);
    expect(entrySource).not.toContain('data-composition-src');
    expect(clips.map(({ id, startSec, endSec }) => [id, startSec, endSec])).toEqual([
      ['slot', 0, 3],
      ['card/t', 1, null],
      ['card-2', 3, 6],
      ['card-2/t', 4, null],
    ]);
  });

  it('start from the in-point of their host and end with it', async () => {
    const { clips, audioTracks } = await read(
      {
        'compositions/card.html': card(
          '<audio id="a" src="../a.mp3" data-start="1"></audio><audio id="b" src="a.mp3" data-start="0" data-duration="1"></audio><i id="x" data-start="b" data-end="4"></i>',
        ),
        'a.mp3': 'x',
      },
      page(
        HOST.replace(
          'data-composition-id',
          'data-start="5" data-duration="2" data-playback-start="1.5" data-composition-id',
        ),
      ),
    );
    expect(clips.find(({ id }) => id === 'card/x')).toMatchObject({ startSec: 4.5, endSec: 7.5 });
    // The first one is heard from the host's start, half a second into its file; the second one is over by then.
    expect(audioTracks).toMatchObject([
      { id: 'card/a', path: 'a.mp3', startSec: 5, durationSec: 2, mediaStartSec: 0.5 },
    ]);
  });

  it('look for the names of clips in their own file, then around it', async () => {
    const { clips } = await read(
      {
        'compositions/card.html': card(
          '<i id="a" data-start="1" data-duration="1"></i><i id="b" data-start="a"></i><i id="c" data-start="intro"></i>',
        ),
      },
      page(
        `<b id="a" data-start="7" data-duration="1"></b><b id="intro" data-start="0" data-duration="4"></b>${HOST}`,
      ),
    );
    expect(clips.find(({ id }) => id === 'card/b')?.startSec).toBe(2);
    expect(clips.find(({ id }) => id === 'card/c')?.startSec).toBe(4);
  });

  it('bring their files, found from the project or from the file itself', async () => {
    const files = {
      'compositions/card.html': card(
        `<img src="../img/up.png"><img src="img/root.png"><img src="near.png"><i style="background:url(near.png)"></i>
        <style>@font-face{font-family:F;src:url('../img/f.woff2?v=1')} .x{background:url(near.png)}</style>
        <script src="./scene.js"></script><link rel="stylesheet" href="sheet.css">`,
      ),
      'compositions/near.png': 'x',
      'compositions/scene.js': '',
      'compositions/sheet.css': '.y{background:url("near2.png")}',
      'compositions/near2.png': 'x',
      'img/up.png': 'x',
      'img/root.png': 'x',
      'img/f.woff2': 'x',
    };
    const composition = await read(files);
    const { entrySource } = composition;
    for (const expected of [
      'src="img/up.png"',
      'src="img/root.png"',
      'src="compositions/near.png"',
      'url("img/f.woff2?v=1")',
      'url("compositions/near2.png")',
      'style="background:url(&quot;compositions/near.png&quot;)"',
      'src="compositions/scene.js"',
    ]) {
      expect(entrySource).toContain(expected);
    }
    const closed = await closeOverAssets(composition.projectDir, 'index.html', composition);
    expect(closed.files.map(({ path }) => path)).toEqual(Object.keys(files).sort());
  });

  it('keep the gradients and symbols of their SVG, not those of another instance', async () => {
    const svg = `<style>.r{mask:url(#m)}</style><svg><linearGradient id="g"/><mask id="m"/><path id="used"/><rect class="r" fill="url(#g)" style="filter: url('#g')"/><use href="#g"/><use href="#used"/></svg>
      <script>document.querySelector('#used')</script>`;
    const { entrySource } = await read(
      { 'compositions/card.html': card(svg) },
      page(HOST + HOST.replace('id="slot"', 'id="other"')),
    );
    const [first = '', second = ''] = entrySource.split('id="other"');
    expect(first).toContain('<linearGradient id="g">');
    expect(first).toContain('fill="url(#g)"');
    expect(second).toContain('<linearGradient id="g--card-2">');
    expect(second).toContain(`fill="url(#g--card-2)" style="filter: url('#g--card-2')"`);
    expect(second).toContain('<use href="#g--card-2">');
    expect(second).toContain('mask:url(#m--card-2)');
    expect(second).toContain('<use href="#used">');
  });

  it('load a library once, and run their scripts at the end, each for its instance', async () => {
    const { entrySource } = await read(
      {
        'compositions/card.html': card(
          '<script src="../lib.js"></script><script>const a = 1;</script><script type="module">import "./m.js";</script>',
        ),
        'compositions/m.js': '',
        'lib.js': '',
      },
      page(`<script src="./lib.js"></script>${HOST}<script>const a = 0;</script>`),
    );
    expect(entrySource.match(/lib\.js/g)).toHaveLength(1);
    expect(entrySource.indexOf('const a = 0')).toBeLessThan(entrySource.indexOf('const a = 1'));
    expect(entrySource).toMatch(/\["__framelaneRunInstanceScript"\]\("card",function\(window,document/);
    expect(entrySource).toContain('import "./compositions/m.js"');
    expect(entrySource).toContain('//# sourceURL=compositions/card.html');
  });

  it.each<[string, Record<string, string>, string, ...string[]]>([
    [
      'a missing file',
      {},
      'ASSET_MISSING',
      '"compositions/card.html" in index.html:4',
      'compositions/card.html',
    ],
    [
      'an empty file',
      { 'compositions/card.html': ' \n' },
      'EMPTY_COMPOSITION',
      'compositions/card.html is empty',
      'div#slot (index.html:4)',
    ],
    [
      'an empty template',
      { 'compositions/card.html': '<template><style>a{}</style></template>' },
      'EMPTY_COMPOSITION',
      'The <template> of compositions/card.html',
    ],
    [
      'a file with an empty body',
      { 'compositions/card.html': '<html><body></body></html>' },
      'EMPTY_COMPOSITION',
      'compositions/card.html holds nothing',
    ],
    [
      'files that show each other',
      {
        'compositions/card.html': card('<div data-composition-src="compositions/other.html"></div>'),
        'compositions/other.html': card('<div data-composition-src="compositions/card.html"></div>'),
      },
      'COMPOSITION_INVALID',
      'compositions/card.html → compositions/other.html → compositions/card.html',
    ],
    [
      'a file that shows itself',
      { 'compositions/card.html': card(HOST) },
      'COMPOSITION_INVALID',
      'shows itself',
    ],
    [
      'a start after an unknown clip',
      { 'compositions/card.html': card('\n<i id="a" data-start="ghost"></i>') },
      'COMPOSITION_INVALID',
      'Clip "a" (compositions/card.html:2) starts after "ghost"',
    ],
    [
      'starts that wait for each other',
      {
        'compositions/card.html': card(
          '<i id="a" data-start="b" data-duration="1"></i><i id="b" data-start="a" data-duration="1"></i>',
        ),
      },
      'COMPOSITION_INVALID',
      'which in turn waits for it',
    ],
    [
      'an id that is used twice',
      { 'compositions/card.html': card('<i id="a" data-start="0"></i><i id="a" data-start="1"></i>') },
      'COMPOSITION_INVALID',
      'The id "a" is used twice',
      'compositions/card.html:1',
    ],
    [
      'an image that is not there',
      { 'compositions/card.html': card('\n\n<img src="no.png">') },
      'ASSET_MISSING',
      '"no.png" in compositions/card.html:3',
      'no.png, and compositions/no.png',
    ],
    [
      'a path out of the project',
      { 'compositions/card.html': card('<img src="../../no.png">') },
      'PATH_NOT_ALLOWED',
      '"../../no.png" in compositions/card.html:1',
    ],
    [
      'a number that is none',
      { 'compositions/card.html': card('<i id="a" data-start="1" data-duration="x"></i>') },
      'DURATION_OUT_OF_RANGE',
      'i#a (compositions/card.html:1)',
    ],
    [
      'variables that are no JSON',
      { 'compositions/card.html': `<html data-composition-variables="[{">${card('x')}</html>` },
      'COMPOSITION_INVALID',
      'html (compositions/card.html:1)',
      'it is not JSON',
    ],
  ])('refuses %s by name', async (_, files, code, ...named) => {
    await expect(read(files)).rejects.toEqual(refusal(code, ...named));
  });

  it('refuses values for an instance that are no JSON object', async () => {
    const entry = page(HOST.replace('></div>', ` data-variable-values='["x"]'></div>`));
    await expect(read({ 'compositions/card.html': card('x') }, entry)).rejects.toEqual(
      refusal('COMPOSITION_INVALID', 'div#slot (index.html:4)', 'data-variable-values'),
    );
  });
});

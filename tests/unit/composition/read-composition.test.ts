import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readComposition } from '#src/composition/read-composition.js';
import { page, project, refusal } from './project.js';

const read = async (html: string) => readComposition(await project({ 'index.html': html }), 'index.html');

describe('readComposition', () => {
  it('reads the attributes of the root', async () => {
    const attributes =
      'data-width="1280" data-height="720" data-fps="30000/1001" data-duration="2.5" data-no-timeline';
    expect(await read(page('<p>x</p>', attributes))).toMatchObject({
      entryFile: 'index.html',
      compositionId: 'main',
      widthPx: 1280,
      heightPx: 720,
      fps: { num: 30000, den: 1001 },
      durationSec: 2.5,
      noTimeline: true,
      audioTracks: [],
      videos: [],
    });
  });

  it('leaves open what the root does not say', async () => {
    expect(await read(page('<p>x</p>', ''))).toMatchObject({
      widthPx: null,
      heightPx: null,
      fps: null,
      durationSec: null,
      noTimeline: false,
    });
    expect(await read(page('<p>x</p>', 'data-composition-duration="3"'))).toMatchObject({ durationSec: 3 });
  });

  it('puts a document without margins around a fragment, and keeps a document as it is', async () => {
    const fragment = '<div data-composition-id="f" data-duration="1">hi</div>';
    const { entrySource, compositionId } = await read(fragment);
    expect(compositionId).toBe('f');
    expect(entrySource).toMatch(
      /^<!doctype html><html>.*html,body\{margin:0\}.*<body><div data-composition-id/s,
    );
    expect((await read(page('x'))).entrySource).toBe(page('x'));
  });

  it('accepts a page without a root, with the size that html or body says', async () => {
    const html =
      '<html><body data-width="640" data-height="360"><script>window.__hf = {}</script></body></html>';
    expect(await read(html)).toMatchObject({ compositionId: null, widthPx: 640, heightPx: 360 });
  });

  it('accepts a composition inside the root', async () => {
    const inner = '<div data-composition-id="inner">x</div>';
    expect(await read(page(inner))).toMatchObject({ compositionId: 'main' });
  });

  it('names the folder or file that is missing', async () => {
    const folder = await project({ 'index.html': page('x') });
    await expect(readComposition(join(folder, 'nope'), 'index.html')).rejects.toEqual(
      refusal('INPUT_NOT_FOUND', join(folder, 'nope'), 'There is no folder'),
    );
    await expect(readComposition(folder, 'other.html')).rejects.toEqual(
      refusal('INPUT_NOT_FOUND', 'other.html', folder),
    );
    await expect(readComposition(join(folder, 'index.html'), 'index.html')).rejects.toEqual(
      refusal('INPUT_NOT_FOUND', 'not a folder'),
    );
    await expect(readComposition(folder, '../index.html')).rejects.toEqual(
      refusal('PATH_NOT_ALLOWED', '../'),
    );
  });

  it.each([
    ['data-duration="0"', 'DURATION_OUT_OF_RANGE', 'data-duration="0"'],
    ['data-duration="-3"', 'DURATION_OUT_OF_RANGE', 'data-duration="-3"'],
    ['data-duration="Infinity"', 'DURATION_OUT_OF_RANGE', 'data-duration="Infinity"'],
    ['data-duration="soon"', 'DURATION_OUT_OF_RANGE', 'data-duration="soon"'],
    ['data-duration=""', 'DURATION_OUT_OF_RANGE', 'data-duration=""'],
    ['data-width="0"', 'COMPOSITION_INVALID', 'data-width="0"'],
    ['data-width="12.5"', 'COMPOSITION_INVALID', 'data-width'],
    ['data-height="99999"', 'COMPOSITION_INVALID', 'data-height'],
    ['data-fps="0"', 'COMPOSITION_INVALID', 'data-fps="0"'],
    ['data-fps="fast"', 'COMPOSITION_INVALID', 'data-fps="fast"'],
  ])('refuses a root with %s', async (attributes, code, named) => {
    await expect(read(page('x', attributes))).rejects.toEqual(refusal(code, named, 'index.html:3'));
  });

  it.each([
    [
      'two roots',
      '<div data-composition-id="a">x</div><p data-composition-id="b">y</p>',
      'COMPOSITION_INVALID',
      'two roots',
    ],
    [
      'a root without a name',
      '<div data-composition-id="">x</div>',
      'COMPOSITION_INVALID',
      'data-composition-id=""',
    ],
    ['nothing to show', page(''), 'EMPTY_COMPOSITION', 'index.html:3'],
    ['an empty page', '<html></html>', 'EMPTY_COMPOSITION', 'index.html'],
    [
      'an id used twice',
      page('<p id="a" data-start="0">x</p>\n<b id="a" data-start="1">x</b>'),
      'COMPOSITION_INVALID',
      'p#a (index.html:4) and b#a (index.html:5)',
    ],
    ['an unknown id', page('<p id="a" data-start="ghost + 1">x</p>'), 'COMPOSITION_INVALID', '"ghost"'],
    [
      'a cycle',
      page('<p id="a" data-start="b">x</p><p id="b" data-start="a" data-duration="1">x</p>'),
      'COMPOSITION_INVALID',
      'cycle',
    ],
    [
      'a start that is none',
      page('<p id="a" data-start="+++">x</p>'),
      'COMPOSITION_INVALID',
      'data-start="+++"',
    ],
    ['a negative start', page('<p id="a" data-start="-1">x</p>'), 'DURATION_OUT_OF_RANGE', 'data-start="-1"'],
    [
      'an infinite start',
      page('<p id="a" data-start="-Infinity">x</p>'),
      'DURATION_OUT_OF_RANGE',
      'data-start',
    ],
    [
      'a clip without length',
      page('<p id="a" data-start="0" data-duration="0">x</p>'),
      'DURATION_OUT_OF_RANGE',
      'p#a',
    ],
    [
      'a start after a clip without end',
      page('<p id="a" data-start="0">x</p><p id="b" data-start="a">y</p>'),
      'COMPOSITION_INVALID',
      'data-duration',
    ],
    [
      'a volume above 1',
      page('<audio id="m" src="m.mp3" data-volume="3"></audio>'),
      'COMPOSITION_INVALID',
      'data-volume="3"',
    ],
    [
      'a rate of 0',
      page('<audio id="m" src="m.mp3" data-playback-rate="0"></audio>'),
      'COMPOSITION_INVALID',
      'data-playback-rate',
    ],
    [
      'a sound that ends before it starts',
      page('<audio id="m" src="m.mp3" data-start="3" data-end="2"></audio>'),
      'DURATION_OUT_OF_RANGE',
      'audio#m',
    ],
  ])('refuses %s by name', async (_, html, code, named) => {
    await expect(read(html)).rejects.toEqual(refusal(code, named));
  });
});

it('lists the clips of the markup, those of an inner composition from its start', async () => {
  const { clips } = await read(
    page(`<h1 id="a" data-start="1" data-duration="2" data-track-index="3">x</h1>
      <div id="inner" data-composition-id="inner" data-start="a + 1"><img src="x.png" data-start="0.5" data-end="1"></div>
      <p class="clip">always there</p>`),
  );
  expect(clips).toEqual([
    { id: 'a', tag: 'h1', kind: 'element', startSec: 1, endSec: 3, track: 3 },
    { id: 'inner', tag: 'div', kind: 'composition', startSec: 4, endSec: null, track: 0 },
    { id: 'img', tag: 'img', kind: 'image', startSec: 4.5, endSec: 5, track: 0 },
  ]);
});

describe('audio tracks', () => {
  it('are read with every attribute, relative starts resolved', async () => {
    const { audioTracks } = await read(
      page(`<p id="intro" data-start="1" data-duration="2">x</p>
        <audio id="music" src="./sound/a%20b.m4a?v=1" data-start="intro + 0.5" data-duration="4" data-media-start="1"
          data-playback-rate="2" data-volume="0.4" loop></audio>
        <audio><source src="b.mp3"></audio>`),
    );
    expect(audioTracks).toEqual([
      {
        id: 'music',
        tag: 'audio',
        path: 'sound/a b.m4a',
        startSec: 3.5,
        durationSec: 4,
        mediaStartSec: 1,
        playbackRate: 2,
        volume: 0.4,
        loop: true,
        where: 'audio#music (index.html:5)',
      },
      expect.objectContaining({
        id: 'audio-2',
        path: 'b.mp3',
        startSec: 0,
        durationSec: null,
        volume: 1,
        loop: false,
      }),
    ]);
  });

  it('are left out when muted, hidden, silent, without a file or in a template', async () => {
    const { audioTracks } = await read(
      page(`<audio src="a.mp3" muted></audio><div data-hidden><audio src="b.mp3"></audio></div>
        <audio src="c.mp3" data-volume="0"></audio><audio></audio><template><audio src="d.mp3"></audio></template>`),
    );
    expect(audioTracks).toEqual([]);
  });
});

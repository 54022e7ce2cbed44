import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserSession, findBrowser, launchBrowser } from '#src/browser/index.js';
import type { DistributedRenderConfig } from '#src/contract/index.js';
import { plan } from '#src/plan/index.js';
import { cacheDirOf } from '#src/process/index.js';
import { page, type Workplace, workplace } from './plan-harness.js';

let browserSession: BrowserSession;

beforeAll(async () => {
  const found = await findBrowser({ env: process.env, cacheDir: cacheDirOf(process.env) });
  if (found === null) throw new Error('these tests need a browser: run "framelane setup"');
  browserSession = await launchBrowser({
    browserPath: found.path,
    widthPx: 320,
    heightPx: 180,
    gl: 'software',
  });
});
afterAll(() => browserSession?.close());

type Files = Readonly<Record<string, string | Uint8Array>>;

/** A tenth of a second of silence: 16 bits, mono, 8 kHz. */
const BEEP = (() => {
  const head = Buffer.from('UklGRgAAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YQAAAAA=', 'base64');
  head.writeUInt32LE(1636, 4);
  head.writeUInt32LE(1600, 40);
  return Buffer.concat([head, Buffer.alloc(1600)]);
})();

async function expectRefusal(
  place: Workplace,
  config: unknown,
  code: string,
  named: readonly string[],
  projectDir = place.projectDir,
): Promise<void> {
  const error: unknown = await plan(projectDir, config as DistributedRenderConfig, place.planDir, {
    browserSession,
  }).then(
    (result) => `planned ${result.planDir}`,
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ code });
  for (const name of named) expect(String(error)).toContain(name);
  expect(await place.leftovers()).toEqual([]);
}

/** Four small pictures as an image or a film. */
function moving(codec: string, format: string): Buffer {
  const path = join(tmpdir(), `framelane-moving-${process.pid}.${format}`);
  const source = [
    '-f',
    'lavfi',
    '-i',
    'testsrc2=s=32x32:r=10:d=0.4',
    '-pix_fmt',
    codec === 'gif' ? 'pal8' : 'yuv420p',
  ];
  execFileSync('ffmpeg', ['-v', 'error', '-y', ...source, '-c:v', codec, '-f', format, path]);
  const bytes = readFileSync(path);
  rmSync(path);
  return bytes;
}

const script = (code: string) => page(`<i></i><script>${code}</script>`);

describe('compositions that cannot be rendered', () => {
  const cases: [string, string | Files, DistributedRenderConfig, string, string[]][] = [
    [
      'no root and no __hf',
      '<html><body><p>x</p></body></html>',
      {},
      'COMPOSITION_INVALID',
      ['index.html', 'data-composition-id='],
    ],
    [
      'no duration',
      page('<i></i>', 'data-no-timeline'),
      {},
      'COMPOSITION_INVALID',
      ['how long', 'data-duration'],
    ],
    [
      'zero duration',
      page('<i></i>', 'data-duration="0"'),
      {},
      'DURATION_OUT_OF_RANGE',
      ['data-duration="0"'],
    ],
    [
      'infinite duration',
      page('<i></i>', 'data-duration="Infinity"'),
      {},
      'DURATION_OUT_OF_RANGE',
      ['Infinity'],
    ],
    [
      'more frames than allowed',
      page('<i></i>', 'data-duration="1e9" data-no-timeline'),
      {},
      'DURATION_OUT_OF_RANGE',
      ['data-duration', '1000000000'],
    ],
    [
      'an infinite __hf',
      page('<i></i><script>window.__hf = { duration: Infinity, seek() {} }</script>', ''),
      {},
      'DURATION_OUT_OF_RANGE',
      ['window.__hf.duration', 'Infinity'],
    ],
    [
      'a missing image',
      page('<img src="img/gone.png">'),
      {},
      'ASSET_MISSING',
      ['img/gone.png', 'index.html:3'],
    ],
    [
      'a missing file that a script asks for',
      script('fetch("data/gone.json")'),
      {},
      'ASSET_MISSING',
      ['data/gone.json'],
    ],
    [
      'an image that a script adds and nobody has',
      script('const i = new Image(); i.src = "late.png"; document.body.append(i)'),
      {},
      'ASSET_MISSING',
      ['late.png'],
    ],
    [
      'a script from another host',
      page('<script src="https://cdn.example.com/x.js"></script>'),
      {},
      'ASSET_MISSING',
      ['https://cdn.example.com/x.js', 'index.html:3'],
    ],
    [
      'a script that throws while it loads',
      script('throw new Error("boom at load")'),
      {},
      'COMPOSITION_ERROR',
      ['boom at load'],
    ],
    [
      'a script that throws in the middle',
      page(
        '<i></i><script>window.__hf = { duration: 2, seek(t) { if (t > 0.5) throw new Error("boom at seek") } }</script>',
        '',
      ),
      {},
      'COMPOSITION_ERROR',
      ['boom at seek', 'frame 30'],
    ],
    [
      'a page that is never ready',
      page('<i></i><script>window.__renderReady = false</script>'),
      { readyTimeoutMs: 400 },
      'COMPOSITION_NOT_READY',
      ['__renderReady'],
    ],
    [
      'a timeline that never comes',
      page('<i></i>', 'data-duration="1"'),
      { readyTimeoutMs: 400 },
      'COMPOSITION_NOT_READY',
      ['__timelines'],
    ],
    [
      'a cycle of starts',
      page('<i id="a" data-start="b" data-duration="1"></i><i id="b" data-start="a" data-duration="1"></i>'),
      {},
      'COMPOSITION_INVALID',
      ['"a"', '"b"'],
    ],
    ['an unknown id', page('<i id="a" data-start="ghost + 1"></i>'), {}, 'COMPOSITION_INVALID', ['ghost']],
    ['nothing to show', page(''), {}, 'EMPTY_COMPOSITION', ['main (index.html:2)']],
    [
      'a film that is not there',
      page('<video id="v" src="v.mp4"></video>'),
      {},
      'ASSET_MISSING',
      ['v.mp4', 'index.html:3'],
    ],
    [
      'a film that is none',
      { 'index.html': page('<video id="v" src="v.mp4"></video>'), 'v.mp4': 'no film' },
      {},
      'VIDEO_SOURCE_UNRENDERABLE',
      ['video#v (index.html:3)', 'v.mp4'],
    ],
    [
      'a film that a script chooses and the project does not show',
      script(
        "document.body.append(Object.assign(document.createElement('video'), { id: 'v', src: 'v.mp4' }))",
      ),
      {},
      'VIDEO_SOURCE_UNRENDERABLE',
      ['video#v', 'v.mp4'],
    ],
    [
      'a WebP that moves, which this ffmpeg cannot decode',
      { 'index.html': page('<img id="w" src="w.webp">'), 'w.webp': moving('libwebp_anim', 'webp') },
      {},
      'VIDEO_SOURCE_UNRENDERABLE',
      ['img#w', 'w.webp', 'APNG'],
    ],
    [
      'an image that moves as a background',
      { 'index.html': page('<i style="background:url(g.gif)"></i>'), 'g.gif': moving('gif', 'gif') },
      {},
      'COMPOSITION_INVALID',
      ['g.gif', '<img>'],
    ],
    [
      'an image that moves in a video element',
      { 'index.html': page('<video id="v" src="g.gif"></video>'), 'g.gif': moving('gif', 'gif') },
      {},
      'VIDEO_SOURCE_UNRENDERABLE',
      ['video#v (index.html:3)', '<img>'],
    ],
    [
      'a film whose frames do not fit',
      { 'index.html': page('<video src="v.mp4"></video>'), 'v.mp4': moving('libx264', 'mp4') },
      { planDirSizeLimitBytes: 3500 },
      'PLAN_TOO_LARGE',
      ['frames of video', 'video-frames/video'],
    ],
    [
      'a sound in a video element',
      { 'index.html': page('<video id="v" src="beep.wav"></video>'), 'beep.wav': BEEP },
      {},
      'VIDEO_SOURCE_UNRENDERABLE',
      ['video#v (index.html:3)', 'beep.wav', '<audio>'],
    ],
    [
      'a sound file without sound',
      { 'index.html': page('<audio id="s" src="s.png"></audio>'), 's.png': 'no sound' },
      {},
      'COMPOSITION_INVALID',
      ['s.png'],
    ],
    [
      'an odd width with mp4',
      page('<i></i>').replace('320', '321'),
      {},
      'CONFIG_INVALID',
      ['data-width is 321', '322'],
    ],
    [
      'system fonts, refused',
      {
        'index.html': page('<link rel="stylesheet" href="css/a.css"><p class="title">text</p>'),
        'css/a.css': '.title { font-family: Nowhere Sans }',
      },
      { rejectOnSystemFonts: true },
      'SYSTEM_FONT_USED',
      ['Nowhere Sans (rule ".title" in css/a.css)'],
    ],
    [
      'system fonts, strict',
      page('<p style="font-family: Nowhere Sans">text</p>'),
      { strictness: 'strict' },
      'COMPOSITION_INVALID',
      ['Nowhere Sans'],
    ],
    [
      'a path up',
      page('<img src="../../etc/passwd">'),
      {},
      'PATH_NOT_ALLOWED',
      ['../../etc/passwd', 'index.html:3'],
    ],
    ['an absolute path', page('<img src="/etc/passwd">'), {}, 'PATH_NOT_ALLOWED', ['/etc/passwd']],
    [
      'an entry file outside',
      page('<i></i>'),
      { entryFile: '../index.html' },
      'PATH_NOT_ALLOWED',
      ['../index.html'],
    ],
    [
      'an entry file that is not there',
      page('<i></i>'),
      { entryFile: 'main.html' },
      'INPUT_NOT_FOUND',
      ['main.html'],
    ],
    [
      'more bytes than allowed',
      { 'index.html': page('<i></i>'), 'big.bin': 'x'.repeat(20_000) },
      { planDirSizeLimitBytes: 10_000 },
      'PLAN_TOO_LARGE',
      ['big.bin'],
    ],
  ];

  it.each(cases)('%s', async (_, files, config, code, named) => {
    const place = await workplace(typeof files === 'string' ? { 'index.html': files } : files);
    await expectRefusal(place, config, code, named);
  });

  it('a link out of the project', async () => {
    const place = await workplace({ 'index.html': page('<img src="link.png">') });
    const secret = join(place.projectDir, '../secret.png');
    await writeFile(secret, 'x');
    await symlink(secret, join(place.projectDir, 'link.png'));
    const planned = plan(place.projectDir, {}, place.planDir, { browserSession });
    await expect(planned).rejects.toMatchObject({
      code: 'PATH_NOT_ALLOWED',
      message: expect.stringContaining('"link.png" in index.html:3'),
    });
    expect(await place.leftovers()).toEqual(['secret.png']);
  });

  it('a folder that is not there', async () => {
    const place = await workplace({});
    const nowhere = join(place.projectDir, 'nowhere');
    await expectRefusal(place, {}, 'INPUT_NOT_FOUND', [nowhere], nowhere);
  });
});

describe('configurations', () => {
  it.each([
    [{ fps: 0 }, 'CONFIG_INVALID', 'fps'],
    [{ fps: 'fast' }, 'CONFIG_INVALID', 'fps'],
    [{ chunkSize: 0 }, 'CONFIG_INVALID', 'chunkSize'],
    [{ width: 321 }, 'CONFIG_INVALID', 'width'],
    [{ format: 'avi' }, 'FORMAT_NOT_SUPPORTED_IN_DISTRIBUTED', 'avi'],
    [{ chunksize: 10 }, 'CONFIG_INVALID', 'chunksize'],
    [{ runtimeCap: { name: 'tiny', maxMemoryMib: 1 } }, 'CONFIG_INVALID', 'runtimeCap.maxMemoryMib'],
    [{ runtimeCap: { name: 'tiny', maxChunkSec: 0.0001 } }, 'CONFIG_INVALID', 'runtimeCap.maxChunkSec'],
  ])('%j is refused by name', async (config, code, field) => {
    await expectRefusal(await workplace({ 'index.html': page('<i></i>') }), config, code, [field]);
  });
});

describe('the plan directory', () => {
  it('is not written over other things', async () => {
    const place = await workplace({ 'index.html': page('<i></i>') });
    await mkdir(place.planDir);
    await writeFile(join(place.planDir, 'diary.txt'), 'dear');
    const planned = plan(place.projectDir, {}, place.planDir, { browserSession });
    await expect(planned).rejects.toMatchObject({
      code: 'OUTPUT_NOT_WRITABLE',
      message: expect.stringContaining(place.planDir),
    });
    expect(await place.leftovers()).toEqual(['plan']);
  });

  it('is not the project, a folder around it, or below a file', async () => {
    const place = await workplace({ 'index.html': page('<i></i>') });
    for (const planDir of [
      place.projectDir,
      join(place.projectDir, '..'),
      join(place.projectDir, 'index.html/plan'),
    ]) {
      const planned = plan(place.projectDir, {}, planDir, { browserSession });
      await expect(planned, planDir).rejects.toMatchObject({ code: 'OUTPUT_NOT_WRITABLE' });
    }
    expect(await place.leftovers()).toEqual([]);
  });

  it('is absent after a cancellation', async () => {
    const place = await workplace({ 'index.html': page('<i></i>') });
    const abort = new AbortController();
    const planned = plan(place.projectDir, {}, place.planDir, {
      browserSession,
      signal: abort.signal,
      onProgress: ({ phase }) => {
        if (phase === 'measure') setTimeout(() => abort.abort(), 20);
      },
    });
    await expect(planned).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(await place.leftovers()).toEqual([]);
    await rm(place.planDir, { force: true, recursive: true });
  });
});

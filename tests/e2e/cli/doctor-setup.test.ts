import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './framelane.js';

/** A proxy that nobody listens on: whoever uses the network fails. */
const NO_NETWORK = Object.fromEntries(
  ['http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'npm_config_registry'].map((name) => [
    name,
    'http://127.0.0.1:9',
  ]),
);

test('doctor --json reports on browser, ffmpeg and machine by trying them', async ({ framelane }) => {
  const done = await framelane.run(['doctor', '--json']);
  expect(done.code).toBe(0);
  const report = done.events().at(-1);
  expect(report).toMatchObject({
    type: 'result',
    webgl: { software: true },
    browser: { version: expect.stringMatching(/\d+\.\d+/) },
    ffmpeg: { version: expect.stringContaining('ffmpeg') },
  });
  const findings = report?.findings as { id: string; status: string; fix: string | null }[];
  expect(findings.map((finding) => finding.id)).toEqual(
    expect.arrayContaining([
      ...['browser', 'browser.webgl', 'browser.begin-frame', 'browser.sandbox', 'ffmpeg', 'ffprobe'],
      ...['libx264', 'libx265', 'libvpx-vp9', 'prores_ks', 'aac', 'libopus'].map(
        (name) => `ffmpeg.encoder.${name}`,
      ),
      ...['psnr', 'ssim'].map((name) => `ffmpeg.filter.${name}`),
      ...['node', 'cpu', 'memory', 'disk', 'fonts'],
    ]),
  );
  for (const finding of findings) expect(finding.fix === null).toBe(finding.status === 'ok');
});

test('doctor exits non-zero and names the fix when a tool does not work', async ({ framelane }) => {
  const done = await framelane.run(['doctor', '--ffmpeg', process.execPath]);
  expect(done.code).toBe(69);
  expect(done.stdout).toMatch(/ffmpeg/);
});

test('setup finds what is there, without network and without writing', async ({ framelane }) => {
  const first = await framelane.run(['setup']);
  expect(first.code).toBe(0);
  const second = await framelane.run(['setup', '--json'], NO_NETWORK);
  expect(second.code).toBe(0);
  expect(second.events().at(-1)).toMatchObject({
    type: 'result',
    browser: { path: expect.any(String), why: expect.any(String) },
    ffmpeg: { path: expect.any(String), why: expect.any(String) },
    ffprobe: { path: expect.any(String), why: expect.any(String) },
  });
  expect(await readdir(join(framelane.dir))).toEqual([]);
});

test('setup refuses a browser that is not there, by name', async ({ framelane }) => {
  const done = await framelane.run(['setup', '--browser', 'no-such-browser', '--json'], NO_NETWORK);
  expect(done.code).toBe(69);
  expect(done.events().at(-1)).toMatchObject({
    type: 'error',
    error: { code: 'BROWSER_NOT_FOUND', message: expect.stringContaining('no-such-browser') },
  });
});

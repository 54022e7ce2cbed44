import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { requireBrowser } from '#src/browser/index.js';
import { cacheDirOf } from '#src/process/index.js';
import { useTinyProject } from '../run/tiny-project.js';

const FRAMES = 12;
const place = useTinyProject(FRAMES / 30);

/** A cache of its own, so that nothing is kept, and the machine's browser. */
async function makeEnv(): Promise<NodeJS.ProcessEnv> {
  const { path } = await requireBrowser({ env: process.env, cacheDir: cacheDirOf(process.env) });
  return {
    ...process.env,
    FRAMELANE_CACHE_DIR: join(place.dir, 'cache'),
    FRAMELANE_BROWSER_PATH: path,
  };
}

/** What a script of the benchmark writes about the tiny composition. */
async function measure(script: string, args: readonly string[]) {
  const json = join(place.dir, 'report.json');
  const all = [`bench/${script}`, place.projectDir, '--workers', '1', '--json', json, ...args];
  await promisify(execFile)(process.execPath, all, { env: await makeEnv() });
  return JSON.parse(await readFile(json, 'utf8'));
}

it('compares a render and a peer with lossless references', async () => {
  const cli = `"${process.execPath}" dist/cli/main.js render {dir} -o {out} --quiet`;
  const peer = ['--vs', `peer: ${cli} --crf 40`, '--vs-lossless', `peer: ${cli} --format png-sequence`];
  const { cases } = await measure('bench.mjs', ['--chunks', '1', ...peer]);
  const [{ summary, peers }] = cases;
  expect(summary).toMatchObject({ frames: FRAMES, outputFrames: FRAMES, chunkCount: 1, workerCount: 1 });
  expect(summary.captureMs.p95).toBeGreaterThanOrEqual(summary.captureMs.median);
  expect(summary.ssim).toBeGreaterThan(0.98);
  expect(peers[0].summary.outputFrames).toBe(FRAMES);
  expect(peers[0].summary.psnrDb).toBeLessThan(summary.psnrDb);
});

it('measures painting and encoding alone beside a render', async () => {
  const { results } = await measure('limit.mjs', ['--chunks', '1']);
  const [{ frames, paintCpuSec, encodeCpuSec, togetherSec, renderSec }] = results;
  expect(frames).toBe(FRAMES);
  for (const sec of [paintCpuSec, encodeCpuSec, togetherSec, renderSec]) expect(sec).toBeGreaterThan(0);
});

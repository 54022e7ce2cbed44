import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FrameCache } from '#src/plan/media/frame-cache.js';

let cacheDir: string;
let root: string;
beforeEach(async () => {
  cacheDir = await mkdtemp(join(tmpdir(), 'framelane-test-cache-'));
  root = join(cacheDir, 'video-frames');
});
afterEach(() => rm(cacheDir, { recursive: true, force: true }));

async function addEntry(key: string, sizeBytes: number, usedSec: number): Promise<void> {
  await mkdir(join(root, key), { recursive: true });
  await writeFile(join(root, key, '000000.jpg'), Buffer.alloc(sizeBytes));
  await utimes(join(root, key), usedSec, usedSec);
}

it('deletes what was used least, and never what is in use', async () => {
  for (const [key, usedSec] of [
    ['old', 1000],
    ['older', 500],
    ['new', 2000],
  ] as const)
    await addEntry(key, 100, usedSec);
  await addEntry('.work-left', 100, 100);
  const cache = new FrameCache({ FRAMELANE_CACHE_DIR: cacheDir, FRAMELANE_FRAME_CACHE_BYTES: '250' });
  await cache.open('older');
  await cache.prune();
  expect((await readdir(root)).sort()).toEqual(['new', 'older']);
});

it('keeps everything that fits, and takes files by moving them', async () => {
  await addEntry('old', 100, 1000);
  const cache = new FrameCache({ FRAMELANE_CACHE_DIR: cacheDir });
  const folder = await cache.open('mine');
  const work = await cache.makeWorkDir();
  await writeFile(join(work, '512.png'), 'x');
  await cache.take('mine', [{ path: join(work, '512.png'), name: '000003.png' }]);
  await cache.prune();
  expect(await readdir(folder)).toEqual(['000003.png']);
  expect((await readdir(root)).filter((name) => !name.startsWith('.')).sort()).toEqual(['mine', 'old']);
});

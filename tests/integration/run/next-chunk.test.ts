import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createChunkRenderer } from '#src/chunk/chunk-renderer.js';
import type { ChunkRenderer } from '#src/chunk/index.js';
import type { CaptureMode, RunEvent } from '#src/contract/index.js';
import { requireFfmpeg } from '#src/ffmpeg/index.js';
import { plan } from '#src/plan/index.js';
import { eventsOf, leftovers, recordRun } from './recorded-run.js';
import { useTinyProject } from './tiny-project.js';

// While the encoder of a chunk ends, its worker's browser is on the next one.

const place = useTinyProject(0.4);
/** An ffmpeg that takes two seconds longer for files named "slow", and fails after its work for those named "bad". */
let ffmpegPath = '';

beforeAll(async () => {
  const { ffmpeg } = await requireFfmpeg({ env: process.env });
  ffmpegPath = join(place.dir, 'ffmpeg');
  const script = `#!/bin/sh
"${ffmpeg.path}" "$@" || exit $?
case "$*" in
  *-slow.*|*-chunk-0000.*) sleep 2 ;;
  *-bad.*) echo 'Conversion failed!' >&2; exit 1 ;;
esac
`;
  await writeFile(ffmpegPath, script, { mode: 0o755 });
});

/** Starts a chunk. `captured` resolves when all its frames are. */
function start(renderer: ChunkRenderer, planDir: string, chunkIndex: number, name: string) {
  let isOver = false;
  let onCaptured = () => {};
  const path = join(place.dir, name);
  const hasCaptured = new Promise<void>((resolve) => {
    onCaptured = resolve;
  });
  const result = renderer.render(planDir, chunkIndex, path, { onCaptured }).finally(() => {
    isOver = true;
  });
  const captured = Promise.race([hasCaptured, result.then(() => undefined)]);
  captured.catch(() => undefined);
  return { path, result, captured, isOver: () => isOver };
}

/** Runs `work` with a renderer, and closes it. @returns how many browsers it has started. */
async function browsersOf(work: (renderer: ChunkRenderer) => Promise<void>): Promise<number> {
  let browsers = 0;
  const renderer = createChunkRenderer({
    tools: { ffmpegPath },
    onSpawn: (_pid, kind) => {
      if (kind === 'browser') browsers += 1;
    },
  });
  try {
    await work(renderer);
  } finally {
    await renderer.close();
  }
  return browsers;
}

describe.each<CaptureMode>(['raw', 'begin-frame'])('%s', (captureMode) => {
  const planned = async (name: string) => {
    const planDir = join(place.dir, `${name}-${captureMode}`);
    await plan(place.projectDir, { captureMode, chunkSize: 4 }, planDir);
    return planDir;
  };

  it('takes the next chunk while the last encoder ends, and renders the same bytes', async () => {
    const planDir = await planned('bytes');
    const browsers = await browsersOf(async (renderer) => {
      const first = start(renderer, planDir, 0, `${captureMode}-slow.mp4`);
      await first.captured;
      const second = start(renderer, planDir, 1, `${captureMode}-second.mp4`);
      await second.result;
      expect(first.isOver()).toBe(false);
      expect(await first.result).toMatchObject({ framesEncoded: 4, chunkIndex: 0 });
      for (const { path, index } of [
        { ...first, index: 0 },
        { ...second, index: 1 },
      ]) {
        const alone = start(renderer, planDir, index, `${captureMode}-alone.mp4`);
        await alone.result;
        expect(await readFile(path)).toEqual(await readFile(alone.path));
      }
    });
    expect(browsers).toBe(1);
  });

  it('leaves the next chunk its browser when the last encoder fails', async () => {
    const planDir = await planned('failure');
    const browsers = await browsersOf(async (renderer) => {
      const first = start(renderer, planDir, 0, `${captureMode}-bad.mp4`);
      const failed = expect(first.result).rejects.toMatchObject({ code: 'FFMPEG_FAILED' });
      await first.captured;
      const second = start(renderer, planDir, 1, `${captureMode}-after.mp4`);
      await failed;
      expect(await second.result).toMatchObject({ framesEncoded: 4 });
    });
    expect(browsers).toBe(1);
  });
});

it('has one encoder end at a time, and refuses a chunk while frames are captured', async () => {
  const planDir = join(place.dir, 'piling');
  await plan(place.projectDir, { captureMode: 'begin-frame', chunkSize: 4 }, planDir);
  await browsersOf(async (renderer) => {
    const first = start(renderer, planDir, 0, 'first-slow.mp4');
    await expect(start(renderer, planDir, 1, 'early.mp4').result).rejects.toMatchObject({ code: 'INTERNAL' });
    await first.captured;
    const second = start(renderer, planDir, 1, 'second-slow.mp4');
    await second.captured;
    expect(first.isOver()).toBe(true);
    expect(second.isOver()).toBe(false);
    await second.result;
  });
});

it('keeps the browser when an encoder fails while the one before it still ends', async () => {
  const planDir = join(place.dir, 'behind');
  await plan(place.projectDir, { captureMode: 'raw', chunkSize: 4 }, planDir);
  const browsers = await browsersOf(async (renderer) => {
    const first = start(renderer, planDir, 0, 'behind-slow.mp4');
    await first.captured;
    const second = start(renderer, planDir, 1, 'behind-bad.mp4');
    await expect(second.result).rejects.toMatchObject({ code: 'FFMPEG_FAILED' });
    expect(first.isOver()).toBe(false);
    const third = start(renderer, planDir, 2, 'behind-third.mp4');
    expect(await third.result).toMatchObject({ framesEncoded: 4 });
    await first.result;
  });
  expect(browsers).toBe(1);
});

it('starts the next chunk of a run before the last one is done, and joins all of them', async () => {
  const run = await recordRun(place, 'overlapping', {
    config: { captureMode: 'raw', chunkSize: 4 },
    workers: 1,
    tools: { ffmpegPath },
  });
  expect(run.outcome.error).toBeUndefined();
  const at = (type: RunEvent['type'], chunkIndex: number) =>
    run.events.findIndex(
      (event) => event.type === type && 'chunkIndex' in event && event.chunkIndex === chunkIndex,
    );
  expect(at('chunk-started', 1)).toBeLessThan(at('chunk-done', 0));
  expect(eventsOf(run, 'chunk-done')).toHaveLength(3);
});

it('tries a chunk again whose encoder is killed while the next one is captured', async () => {
  const { ffmpeg } = await requireFfmpeg({ env: process.env });
  const dying = join(place.dir, 'dying-ffmpeg');
  const once = join(place.dir, 'killed-once');
  await writeFile(
    dying,
    `#!/bin/sh\n"${ffmpeg.path}" "$@" || exit $?\ncase "$*" in *-chunk-0000.*) if mkdir "${once}" 2>/dev/null; then sleep 1; kill -9 $$; fi ;; esac\n`,
    { mode: 0o755 },
  );
  const run = await recordRun(place, 'killed', {
    config: { captureMode: 'raw', chunkSize: 4 },
    workers: 1,
    tools: { ffmpegPath: dying },
  });
  expect(run.outcome.error).toBeUndefined();
  expect(eventsOf(run, 'chunk-retry').map(({ chunkIndex }) => chunkIndex)).toEqual([0]);
  expect(eventsOf(run, 'chunk-started').map(({ chunkIndex }) => chunkIndex)).toEqual([0, 1, 2, 0]);
  expect(run.outcome.result?.chunks.map(({ index }) => index)).toEqual([0, 1, 2]);
  expect(await leftovers(run)).toEqual([]);
});

it('cancels a run while one chunk ends and the next begins', async () => {
  const abort = new AbortController();
  const run = await recordRun(place, 'cancelled', {
    config: { captureMode: 'raw', chunkSize: 4 },
    workers: 1,
    tools: { ffmpegPath },
    signal: abort.signal,
    onEvent(event) {
      if (event.type === 'chunk-started' && event.chunkIndex === 1) abort.abort();
    },
  });
  expect(run.outcome.error).toMatchObject({ code: 'CANCELLED' });
  expect(eventsOf(run, 'chunk-cancelled').map(({ chunkIndex }) => chunkIndex)).toContain(0);
  expect(eventsOf(run, 'chunk-done')).toEqual([]);
  expect(await leftovers(run)).toEqual([]);
});

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findFfmpeg, requireFfmpeg } from '#src/ffmpeg/find-ffmpeg.js';
import { installedFfprobePath } from '#src/ffmpeg/install-ffprobe.js';
import { readFfmpegIdentity } from '#src/ffmpeg/read-identity.js';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'framelane-test-find-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

/** A script that says what an ffmpeg says. */
async function fake(path: string, line = 'ffmpeg version 6.0 Copyright (c) 2000-2023 the FFmpeg developers') {
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, `#!/bin/sh\necho "${line}"\n`, { mode: 0o755 });
  return path;
}
/** An environment in which nothing is found that a test did not put there. */
const env = (more: Record<string, string> = {}) => ({
  PATH: '',
  FRAMELANE_CACHE_DIR: join(dir, 'cache'),
  ...more,
});

describe('findFfmpeg', () => {
  it('takes the setting before the environment, and ffprobe from beside it', async () => {
    const set = await fake(join(dir, 'set/ffmpeg'));
    const beside = await fake(join(dir, 'set/ffprobe'));
    const named = await fake(join(dir, 'named/ffmpeg'));
    const both = await findFfmpeg({ ffmpegPath: set, env: env({ FRAMELANE_FFMPEG_PATH: named }) });
    expect(both.ffmpeg).toEqual({
      path: set,
      source: 'setting',
      why: 'from the setting ffmpegPath',
      identity: 'ffmpeg version 6.0',
    });
    expect(both.ffprobe).toMatchObject({ path: beside, why: `beside ${set}` });
  });

  it.each([
    ['FRAMELANE_FFMPEG_PATH', 'FRAMELANE_FFPROBE_PATH'],
    ['FFMPEG_BIN', 'FFPROBE_BIN'],
  ])('reads %s and %s', async (forFfmpeg, forFfprobe) => {
    const ffmpeg = await fake(join(dir, 'a/one'));
    const ffprobe = await fake(join(dir, 'b/two'));
    const found = await requireFfmpeg({ env: env({ [forFfmpeg]: ffmpeg, [forFfprobe]: ffprobe }) });
    expect([found.ffmpeg.path, found.ffprobe.path]).toEqual([ffmpeg, ffprobe]);
    expect(found.ffmpeg.source).toBe('environment');
  });

  it('refuses by name what was set and does not run', async () => {
    const broken = await fake(join(dir, 'broken'), 'hello');
    for (const ffmpegPath of [broken, join(dir, 'none')]) {
      await expect(findFfmpeg({ ffmpegPath, env: env() })).rejects.toMatchObject({
        code: 'FFMPEG_NOT_FOUND',
        message: expect.stringContaining(`the setting ffmpegPath names ${ffmpegPath}`),
      });
    }
    await expect(findFfmpeg({ env: env({ FFPROBE_BIN: join(dir, 'none') }) })).rejects.toThrow(
      /FFPROBE_BIN names/,
    );
  });

  it('looks on PATH, past what does not run', async () => {
    await fake(join(dir, 'first/ffprobe'), 'not one');
    const ffprobe = await fake(join(dir, 'second/ffprobe'));
    const ffmpegPath = await fake(join(dir, 'elsewhere/ffmpeg'));
    const PATH = [join(dir, 'first'), join(dir, 'second')].join(':');
    const found = await findFfmpeg({ ffmpegPath, env: env({ PATH: `${PATH}:/bin` }) });
    expect(found.ffprobe).toMatchObject({ path: ffprobe, source: 'system', why: 'ffprobe on PATH' });
  });

  it('finds the ffprobe that was installed, and says how to get one otherwise', async () => {
    const ffmpegPath = await fake(join(dir, 'x/ffmpeg'));
    await expect(requireFfmpeg({ ffmpegPath, env: env() })).rejects.toMatchObject({
      code: 'FFMPEG_NOT_FOUND',
      message: expect.stringContaining('There is no ffprobe on this machine'),
    });
    const installed = await fake(installedFfprobePath(join(dir, 'cache')));
    const found = await requireFfmpeg({ ffmpegPath, env: env() });
    expect(found.ffprobe).toMatchObject({ path: installed, source: 'cache' });
  });
});

it('reads who an ffmpeg is', async () => {
  expect(await readFfmpegIdentity(await fake(join(dir, 'ffmpeg')))).toBe('ffmpeg version 6.0');
});

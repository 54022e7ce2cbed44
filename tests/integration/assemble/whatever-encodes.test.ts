import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkParameterSets } from '#src/assemble/check-parameter-sets.js';
import { assemble } from '#src/assemble/index.js';
import { CODECS, type LockedRenderConfig, VIDEO_ENCODERS } from '#src/contract/index.js';
import { resolveQuality, tryEncoder } from '#src/ffmpeg/index.js';
import { FFMPEG, FFPROBE, makeChunk, makeEncoder, makePlan } from '../../helpers/make-plan.js';

const wanted = VIDEO_ENCODERS.flatMap((videoEncoder) =>
  CODECS.map((codec) => {
    const locked = resolveQuality({ format: 'mp4', codec, quality: 'draft', videoEncoder });
    return makeEncoder('mp4', { videoEncoder, codec, gopFrames: 4, ...locked });
  }),
);
const works = (encoder: LockedRenderConfig) =>
  tryEncoder({ ffmpegPath: FFMPEG, ffprobePath: FFPROBE, encoder }).then((problem) => problem === null);
/** The encoders of this machine: software everywhere, hardware where it is. */
const encoders: LockedRenderConfig[] = [];
for (const encoder of wanted) if (await works(encoder)) encoders.push(encoder);

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'framelane-test-encoders-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

describe.each(encoders)('$codec by $videoEncoder', (encoder) => {
  it('has the same bytes twice, and chunks that are joined by copying', async () => {
    const name = `${encoder.videoEncoder}-${encoder.codec}`;
    const made = await makePlan(join(dir, name), encoder, [6, 5]);
    const paths = [0, 1].map((index) => join(dir, `${name}-${index}.mp4`));
    for (const [index, path] of paths.entries()) await makeChunk(made, index, path);
    const again = await makeChunk(made, 1, join(dir, `${name}-again.mp4`));
    expect((await readFile(again)).equals(await readFile(paths[1] ?? ''))).toBe(true);
    await checkParameterSets(
      paths.map((path) => ({ path, start: 0, end: 1 })),
      FFPROBE,
    );
    const result = await assemble(made.planDir, paths, null, join(dir, `${name}.mp4`), {
      tools: { ffmpegPath: FFMPEG, ffprobePath: FFPROBE },
    });
    expect(result.frames).toBe(11);
    expect(result.checks.every(({ ok }) => ok)).toBe(true);
  });
});

it('names the chunk of an encoder that writes other parameter sets', async () => {
  const chunks = await Promise.all(
    [null, null, 'cabac=0'].map(async (tuning, index) => {
      const made = await makePlan(join(dir, `sets-${index}`), makeEncoder('mp4', { tuning }), [2]);
      return { path: await makeChunk(made, 0, join(dir, `sets-${index}.mp4`)), start: 0, end: 2 };
    }),
  );
  await checkParameterSets(chunks.slice(0, 2), FFPROBE);
  await expect(checkParameterSets(chunks, FFPROBE)).rejects.toMatchObject({
    code: 'ASSEMBLE_MISMATCH',
    message: expect.stringContaining('sets-2.mp4'),
    details: { chunkIndex: 2 },
  });
});

import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { renderChunk } from '#src/chunk/index.js';
import { HARDWARE_ENCODERS } from '#src/contract/index.js';
import { resolveQuality, tryEncoder } from '#src/ffmpeg/index.js';
import { plan, readPlan } from '#src/plan/index.js';
import { writePlan } from '#src/plan/write-plan.js';
import { FFMPEG, FFPROBE, makeEncoder } from '../../helpers/make-plan.js';
import { page, workplace } from './plan-harness.js';

const project = { 'index.html': page('<p>one</p>') };

/** A folder for temporary files that no other test writes to. */
let temporary: string;
beforeAll(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'framelane-test-hardware-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
});
afterAll(() => rm(temporary, { recursive: true, force: true }));

it.each(HARDWARE_ENCODERS)(
  '%s makes a plan where it works, and is refused where not',
  async (videoEncoder) => {
    const locked = resolveQuality({ format: 'mp4', codec: 'h264', quality: 'standard', videoEncoder });
    const size = { outputWidthPx: 320, outputHeightPx: 180 };
    const encoder = makeEncoder('mp4', { videoEncoder, ...locked, ...size });
    const problem = await tryEncoder({ ffmpegPath: FFMPEG, ffprobePath: FFPROBE, encoder });
    const place = await workplace(project);
    const phases = new Set<string>();
    vi.stubEnv('TMPDIR', temporary);
    const outcome: unknown = await plan(place.projectDir, { videoEncoder }, place.planDir, {
      onProgress: ({ phase }) => phases.add(phase),
    }).catch((error: unknown) => error);
    expect(await readdir(temporary)).toEqual([]);
    if (problem === null) {
      expect(outcome).toMatchObject({ encoder: { videoEncoder, gopFrames: 10 } });
      return;
    }
    expect(outcome).toMatchObject({ code: 'CONFIG_INVALID', details: { field: 'videoEncoder' } });
    for (const named of [
      `videoEncoder: ${videoEncoder} (h264_`,
      '320×180',
      problem,
      'Leave videoEncoder at software',
    ]) {
      expect(String(outcome)).toContain(named);
    }
    // Known before anything is copied or a browser starts.
    expect([...phases]).toEqual(['read']);
    expect(await place.leftovers()).toEqual([]);
  },
);

/** No machine has both: hardware that this one cannot have. */
const FOREIGN = process.platform === 'darwin' ? 'vaapi' : 'videotoolbox';

it('a chunk of a plan from a machine with other hardware says so, and may be tried elsewhere', async () => {
  const place = await workplace(project);
  await plan(place.projectDir, { rejectOnSystemFonts: false }, place.planDir);
  const frozen = await readPlan(place.planDir);
  const { tools, runtimeEnv, audioPath } = frozen.plan;
  const encoder = { ...frozen.encoder, videoEncoder: FOREIGN, preset: null, tuning: null } as const;
  const { composition, chunks, videos } = frozen;
  const parts = { tools, runtimeEnv, audioPath, composition, chunks, videos, encoder };
  const { plan: foreign } = await writePlan(place.planDir, parts);
  vi.stubEnv('TMPDIR', temporary);
  const error: unknown = await renderChunk(place.planDir, 0, join(place.planDir, '../chunk.mp4')).catch(
    (thrown: unknown) => thrown,
  );
  expect(error).toMatchObject({
    code: 'FFMPEG_FAILED',
    retryable: true,
    details: { field: 'videoEncoder', chunkIndex: 0 },
  });
  for (const named of [FOREIGN, place.planDir, foreign.planHash.slice(0, 12), 'this machine']) {
    expect(String(error)).toContain(named);
  }
  expect(await place.leftovers()).toEqual(['plan']);
  expect(await readdir(temporary)).toEqual([]);
});

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { assemble } from '#src/assemble/index.js';
import type { CaptureMode } from '#src/contract/index.js';
import { readPlan } from '#src/plan/index.js';
import { ANIMATION_FIXTURES } from '../../helpers/fixture-project.js';
import { psnrPerFrame } from './compare-videos.js';
import { recutPlan } from './recut-plan.js';
import { renderPlan } from './render-plan.js';
import { openWorkshop } from './workshop.js';

const FPS = 15;
const FRAMES = 15;
const CHUNKS = 4;
/** Nearly lossless: two encodings of one frame, as keyframe and not, differ by less than a wrong frame would. */
const CRF = 2;
const MIN_PSNR_DB = 50;

const workshop = await openWorkshop();

async function planFilm(fixture: string, captureMode: CaptureMode): Promise<string> {
  return workshop.planFixture(fixture, { fps: FPS, crf: CRF, captureMode, chunkSize: FRAMES });
}

async function renderFilm(planDir: string): Promise<string> {
  const outDir = workshop.newPath('chunks');
  await mkdir(outDir);
  const chunkPaths = await renderPlan(workshop.renderer, planDir, outDir);
  const { audioPath } = (await readPlan(planDir)).plan;
  const film = workshop.newPath('film.mp4');
  await assemble(planDir, chunkPaths, audioPath === null ? null : join(planDir, audioPath), film);
  return film;
}

async function expectAlike(filmA: string, filmB: string, frames: readonly number[]): Promise<void> {
  const psnr = await psnrPerFrame(workshop.ffmpegPath, [filmA], [filmB]);
  expect(psnr).toHaveLength(FRAMES);
  const worse = frames.filter((frame) => !(Number(psnr[frame]) >= MIN_PSNR_DB));
  expect(worse.map((frame) => ({ frame, psnr: psnr[frame] }))).toEqual([]);
}

// Frames of all modes are cut in tests of their own (begin-frame.test.ts, screenshot.test.ts): here it is the encoding.
it.each(ANIMATION_FIXTURES)('%s: an mp4 shows neither its seams nor how it was captured', async (fixture) => {
  // Raw frames have tests of their own: they lack what JPEG takes away.
  const [mode = 'screenshot', ...others] = workshop.captureModes.filter((known) => known !== 'raw');
  const planDir = await planFilm(fixture, mode);
  const single = await renderFilm(planDir);
  const cut = await recutPlan(planDir, CHUNKS, workshop.newPath('plan'));
  const { slices } = (await readPlan(cut)).chunks;
  const seams = slices.slice(1).flatMap(({ start }) => [start - 1, start, start + 1]);
  await expectAlike(single, await renderFilm(cut), seams);
  for (const other of others) {
    const film = await renderFilm(await planFilm(fixture, other));
    await expectAlike(single, film, [...Array(FRAMES).keys()]);
  }
});

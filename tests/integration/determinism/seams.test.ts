import { mkdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { assemble } from '#src/assemble/index.js';
import type { CaptureMode } from '#src/contract/index.js';
import { readPlan } from '#src/plan/index.js';
import { ANIMATION_FIXTURES } from '../../helpers/fixture-project.js';
import { psnrPerFrame } from './compare-videos.js';
import { recutPlan } from './recut-plan.js';
import { renderPlan } from './render-plan.js';
import { openWorkshop } from './workshop.js';

const FRAMES = 30;
const CHUNKS = 5;
const workshop = await openWorkshop();

async function renderFile(planDir: string): Promise<string> {
  const outDir = workshop.newPath('chunks');
  await mkdir(outDir);
  const chunkPaths = await renderPlan(workshop.renderer, planDir, outDir);
  const { plan } = await readPlan(planDir);
  const audioPath = plan.audioPath === null ? null : `${planDir}/${plan.audioPath}`;
  const { outputPath } = await assemble(planDir, chunkPaths, audioPath, workshop.newPath('film.mp4'));
  return outputPath;
}

async function planFilm(fixture: string, captureMode: CaptureMode): Promise<string> {
  return workshop.planFixture(fixture, { format: 'mp4', quality: 'high', captureMode, chunkSize: FRAMES });
}

describe.each(workshop.captureModes)('an mp4 captured with %s', (captureMode) => {
  it.each(ANIMATION_FIXTURES)('%s: its seams cannot be told from a single run', async (fixture) => {
    const planDir = await planFilm(fixture, captureMode);
    const cut = await recutPlan(planDir, CHUNKS, workshop.newPath('plan'));
    const { slices } = (await readPlan(cut)).chunks;
    const psnr = await psnrPerFrame(
      workshop.ffmpegPath,
      [await renderFile(planDir)],
      [await renderFile(cut)],
    );
    expect(psnr).toHaveLength(FRAMES);
    const seams = slices.slice(1).flatMap(({ start }) => [psnr[start - 1], psnr[start], psnr[start + 1]]);
    expect(Math.min(...seams.map(Number))).toBeGreaterThanOrEqual(50);
  });
});

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CaptureMode } from '#src/contract/index.js';
import { ANIMATION_FIXTURES } from '../../helpers/fixture-project.js';
import { psnrPerFrame } from './compare-videos.js';
import { recutPlan } from './recut-plan.js';
import { differingFrames, hashFrames, renderPlan } from './render-plan.js';
import { openWorkshop } from './workshop.js';

const FRAMES = 30;
const workshop = await openWorkshop();

/** A fixture rendered as one chunk of PNG frames. */
interface SingleRun {
  readonly planDir: string;
  readonly chunkDir: string;
  readonly hashes: readonly string[];
}

const singleRuns = new Map<string, Promise<SingleRun>>();

/** The single run that others are compared with; made once. */
function singleRun(fixture: string, captureMode: CaptureMode): Promise<SingleRun> {
  const key = `${fixture} ${captureMode}`;
  const known = singleRuns.get(key) ?? renderSingle(fixture, captureMode);
  singleRuns.set(key, known);
  return known;
}

async function renderSingle(fixture: string, captureMode: CaptureMode): Promise<SingleRun> {
  const planDir = await workshop.planFixture(fixture, {
    format: 'png-sequence',
    captureMode,
    chunkSize: FRAMES,
  });
  const { dirs, hashes } = await render(planDir);
  return { planDir, chunkDir: dirs[0] ?? '', hashes };
}

async function render(planDir: string): Promise<{ dirs: string[]; hashes: string[] }> {
  const outDir = workshop.newPath('chunks');
  await mkdir(outDir);
  const dirs = await renderPlan(workshop.renderer, planDir, outDir);
  return { dirs, hashes: await hashFrames(dirs) };
}

describe.each(workshop.captureModes)('captured with %s', (captureMode) => {
  it.each(ANIMATION_FIXTURES)('%s: frames are the same for 1, 2, 5 and 8 chunks', async (fixture) => {
    const single = await singleRun(fixture, captureMode);
    expect(single.hashes).toHaveLength(FRAMES);
    // A page that stands still would pass any comparison.
    expect(new Set(single.hashes).size).toBeGreaterThan(FRAMES / 2);
    for (const chunkCount of [2, 5, 8]) {
      const planDir = await recutPlan(single.planDir, chunkCount, workshop.newPath('plan'));
      const { dirs, hashes } = await render(planDir);
      expect(dirs).toHaveLength(chunkCount);
      expect({ chunkCount, differing: differingFrames(single.hashes, hashes) }).toEqual({
        chunkCount,
        differing: [],
      });
    }
  });

  it.each(ANIMATION_FIXTURES)('%s: the same chunk twice has the same bytes', async (fixture) => {
    const { planDir } = await singleRun(fixture, captureMode);
    const cut = await recutPlan(planDir, 5, workshop.newPath('plan'));
    const [first, second] = [
      await workshop.renderer.render(cut, 3, workshop.newPath('chunk')),
      await workshop.renderer.render(cut, 3, workshop.newPath('chunk')),
    ];
    expect(second.sha256).toBe(first.sha256);
  });
});

describe('between capture modes', () => {
  it.each(ANIMATION_FIXTURES)('%s: every frame agrees with 50 dB or more', async (fixture) => {
    const inputs: string[][] = [];
    for (const captureMode of workshop.captureModes) {
      const { chunkDir } = await singleRun(fixture, captureMode);
      inputs.push(['-framerate', '30', '-pattern_type', 'glob', join(chunkDir, '*.png')]);
    }
    const [first = [], last = []] = [inputs[0], inputs.at(-1)];
    const psnr = await psnrPerFrame(workshop.ffmpegPath, first, last);
    expect(psnr).toHaveLength(FRAMES);
    expect(Math.min(...psnr)).toBeGreaterThanOrEqual(50);
  });
});

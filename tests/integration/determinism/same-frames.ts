import { mkdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { CaptureMode } from '#src/contract/index.js';
import { ANIMATION_FIXTURES } from '../../helpers/fixture-project.js';
import { recutPlan } from './recut-plan.js';
import { differingFrames, hashFrames, renderPlan } from './render-plan.js';
import { openWorkshop, type Workshop } from './workshop.js';

/** One second of every fixture. */
const FRAMES = 20;

/**
 * Tests, for every kind of animation, that captured frames do not depend on the number of chunks and that a chunk has
 * the same bytes each time. One test file per capture mode, so that both run at once. A browser without the mode has
 * nothing to test.
 */
export async function testSameFrames(captureMode: CaptureMode): Promise<void> {
  const workshop = await openWorkshop();
  const fixtures = workshop.captureModes.includes(captureMode) ? ANIMATION_FIXTURES : [];

  describe(`captured with ${captureMode}`, () => {
    it('is tested where the browser has it', () => {
      expect(workshop.captureModes).toContain('screenshot');
    });

    it.each(fixtures)('%s: the frames are the same for 1, 2, 5 and 8 chunks', async (fixture) => {
      const planDir = await workshop.planFixture(fixture, {
        fps: FRAMES,
        format: 'png-sequence',
        captureMode,
        chunkSize: FRAMES,
      });
      const single = await renderHashes(workshop, planDir);
      expect(single).toHaveLength(FRAMES);
      // A page that stands still would pass any comparison.
      expect(new Set(single).size).toBeGreaterThan(FRAMES / 2);
      const differing: Record<number, number[]> = {};
      for (const chunkCount of [2, 5, 8]) {
        const cut = await recutPlan(planDir, chunkCount, workshop.newPath('plan'));
        differing[chunkCount] = differingFrames(single, await renderHashes(workshop, cut));
      }
      expect(differing).toEqual({ 2: [], 5: [], 8: [] });
      await expectSameBytesTwice(workshop, await recutPlan(planDir, 5, workshop.newPath('plan')));
    });
  });
}

async function renderHashes(workshop: Workshop, planDir: string): Promise<string[]> {
  const outDir = workshop.newPath('chunks');
  await mkdir(outDir);
  return hashFrames(await renderPlan(workshop.renderer, planDir, outDir));
}

async function expectSameBytesTwice({ renderer, newPath }: Workshop, planDir: string): Promise<void> {
  const first = await renderer.render(planDir, 3, newPath('chunk'));
  const second = await renderer.render(planDir, 3, newPath('chunk'));
  expect(second.sha256).toBe(first.sha256);
}

import { expect, it } from 'vitest';
import { plan } from '#src/plan/index.js';
import { page, workplace } from './plan-harness.js';

it('reports what stepping costs, and plans fewer chunks where it dominates', async () => {
  // The simulation is far more work than the picture.
  const { projectDir, planDir } = await workplace({
    'index.html': page(
      `<p id="out"></p><script>
      let state = 0;
      setInterval(() => { state += Math.random(); }, 50);
      (function loop() {
        for (let i = 0; i < 3e6; i++) state += Math.sqrt(i);
        document.getElementById('out').style.marginLeft = (state % 99) + 'px';
        requestAnimationFrame(loop);
      })();
      </script>`,
      'data-duration="4" data-fps="25" data-no-timeline',
    ),
  });
  const { stepping, chunkPlan, slices } = await plan(projectDir, {}, planDir);
  expect(stepping?.states).toEqual(['animation-frames', 'intervals', 'random']);
  expect(stepping?.stepMs).toBeGreaterThan(0);
  expect(stepping?.chunks).toEqual(
    slices.map(({ index, start }) => ({ index, frames: start, ms: start * (stepping?.stepMs ?? 0) })),
  );
  // Ten without it.
  expect(chunkPlan.effective.chunkCount).toBeLessThan(10);
  expect(chunkPlan.why).toContain('the page keeps state');
});

it('says nothing of a page that jumps', async () => {
  const { projectDir, planDir } = await workplace({
    'index.html': page(
      '<script>setTimeout(() => 0, 100)</script>',
      'data-duration="4" data-fps="25" data-no-timeline',
    ),
  });
  const { stepping, chunkPlan } = await plan(projectDir, {}, planDir);
  expect(stepping).toBe(null);
  expect(chunkPlan.effective.chunkCount).toBe(10);
});

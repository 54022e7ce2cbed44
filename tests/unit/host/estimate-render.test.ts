import { expect, it } from 'vitest';
import type { SampleReport } from '#src/contract/index.js';
import { estimateRender } from '#src/host/estimate-render.js';

/** What was sampled, and what the render then took: two workers and two chunks on two cores. */
it.each([
  ['cards', 300, { costMs: 39, moving: 1, imageBytes: 202_000 }, { wallMs: 8766, sizeBytes: 6_970_000 }],
  [
    'static-hold',
    600,
    { costMs: 13.5, moving: 0.17, imageBytes: 123_000 },
    { wallMs: 6805, sizeBytes: 899_000 },
  ],
  ['webgl', 180, { costMs: 52, moving: 1, imageBytes: 126_000 }, { wallMs: 11_318, sizeBytes: 1_642_000 }],
  ['media', 240, { costMs: 28, moving: 1, imageBytes: 131_000 }, { wallMs: 9625, sizeBytes: 3_948_000 }],
  [
    'title-sequence',
    240,
    { costMs: 22, moving: 0.75, imageBytes: 69_000 },
    { wallMs: 7099, sizeBytes: 912_000 },
  ],
  [
    'data-chart',
    240,
    { costMs: 27, moving: 0.67, imageBytes: 179_000 },
    { wallMs: 5977, sizeBytes: 620_000 },
  ],
  ['soundtrack', 300, { costMs: 26, moving: 1, imageBytes: 181_000 }, { wallMs: 7049, sizeBytes: 3_224_000 }],
])('%s: is right within a factor of two, and four for the size', (_, totalFrames, sampled, taken) => {
  const samples = Array.from({ length: 100 }, (_, index) => ({
    ...sampled,
    frameIndex: index,
    moving: index < sampled.moving * 100,
  })) as unknown as SampleReport['samples'];
  const { wallMs, sizeBytes } = estimateRender({ samples } as SampleReport, {
    totalFrames,
    chunkCount: 2,
    workers: 2,
  });
  expect(wallMs / taken.wallMs).toBeGreaterThan(0.5);
  expect(wallMs / taken.wallMs).toBeLessThan(2);
  expect(sizeBytes / taken.sizeBytes).toBeGreaterThan(1 / 4);
  expect(sizeBytes / taken.sizeBytes).toBeLessThan(4);
});

import { expect, it } from 'vitest';
import { expectChunkMs } from '#src/plan/expect-chunk-ms.js';

const slices = [
  { index: 0, start: 0, end: 10, frameCount: 10 },
  { index: 1, start: 10, end: 20, frameCount: 10 },
  { index: 2, start: 20, end: 25, frameCount: 5 },
];

it('adds the frames of each chunk, and for a page with state the steps before it', () => {
  const frameCosts = [{ frameIndex: 12, costMs: 4 }];
  expect(expectChunkMs(slices, { frameCosts, stepMs: 0 })).toEqual([40, 40, 20]);
  expect(expectChunkMs(slices, { frameCosts, stepMs: 2 })).toEqual([40, 60, 60]);
});

it('follows what was measured along the film', () => {
  const frameCosts = [
    { frameIndex: 9, costMs: 2 },
    { frameIndex: 10, costMs: 30 },
  ];
  expect(expectChunkMs(slices, { frameCosts, stepMs: 0 })).toEqual([20, 300, 150]);
});

import { describe, expect, it } from 'vitest';
import { resolveChunkPlan } from '#src/plan/resolve-chunk-plan.js';
import { mostChunksWorthStepping, reportStepping } from '#src/plan/stepping.js';

const cost = (stepMs: number, captureMs: number) =>
  ({ states: ['animation-frames'], stepMs, captureMs }) as const;

describe('mostChunksWorthStepping', () => {
  it('allows many chunks where a step is cheap, and one where it is all', () => {
    expect(mostChunksWorthStepping(cost(0, 15))).toBe(Number.POSITIVE_INFINITY);
    expect(mostChunksWorthStepping(cost(0.1, 15))).toBe(101);
    expect(mostChunksWorthStepping(cost(5, 15))).toBe(3);
    expect(mostChunksWorthStepping(cost(15, 15))).toBe(2);
    expect(mostChunksWorthStepping(cost(500, 15))).toBe(1);
  });

  it('keeps the last chunk at 60 % or more of its own part', () => {
    for (const stepMs of [0.05, 0.5, 2, 4, 11, 30]) {
      const captureMs = 15;
      const chunks = mostChunksWorthStepping(cost(stepMs, captureMs));
      const usefulShare = (count: number) => (stepMs + captureMs) / count / (stepMs + captureMs / count);
      expect(usefulShare(chunks)).toBeGreaterThanOrEqual(0.6);
      expect(usefulShare(chunks + 1)).toBeLessThan(0.6);
    }
  });
});

describe('resolveChunkPlan', () => {
  const request = { totalFrames: 900, maxParallelChunks: 16, balance: 'frames' } as const;

  it('makes fewer chunks where stepping dominates, and says why', () => {
    const { effective, why } = resolveChunkPlan({ ...request, stepping: cost(5, 15) });
    expect(effective).toMatchObject({ chunkCount: 3, chunkSize: 300 });
    expect(why).toContain('the page keeps state');
    expect(why).toContain('more than 3 chunks');
  });

  it('leaves cheap steps, pages that jump and sizes that were asked for as they are', () => {
    expect(resolveChunkPlan({ ...request, stepping: cost(0.1, 15) }).effective.chunkCount).toBe(16);
    expect(resolveChunkPlan({ ...request, stepping: null }).effective.chunkCount).toBe(16);
    expect(resolveChunkPlan({ ...request, stepping: cost(5, 15), chunkSize: 100 }).effective.chunkCount).toBe(
      9,
    );
    expect(
      resolveChunkPlan({ ...request, stepping: cost(5, 15), targetChunkFrames: 90 }).effective.chunkCount,
    ).toBe(10);
  });
});

it('reports what each chunk steps through', () => {
  const slices = [
    { index: 0, start: 0, end: 40, frameCount: 40 },
    { index: 1, start: 40, end: 80, frameCount: 40 },
  ];
  expect(reportStepping(null, slices)).toBe(null);
  expect(reportStepping(cost(2, 15), slices)).toEqual({
    ...cost(2, 15),
    chunks: [
      { index: 0, frames: 0, ms: 0 },
      { index: 1, frames: 40, ms: 80 },
    ],
  });
});

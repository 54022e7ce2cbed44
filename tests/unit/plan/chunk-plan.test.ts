import { describe, expect, it } from 'vitest';
import { buildChunkSlices } from '#src/plan/build-chunk-slices.js';
import { type ChunkPlanRequest, resolveChunkPlan } from '#src/plan/resolve-chunk-plan.js';

function plan(request: Partial<ChunkPlanRequest> & { totalFrames: number }) {
  const full: ChunkPlanRequest = { maxParallelChunks: 16, balance: 'frames', ...request };
  const chunkPlan = resolveChunkPlan(full);
  const slices = buildChunkSlices(chunkPlan, full.totalFrames, full.frameCosts);
  return { chunkPlan, slices, lengths: slices.map((slice) => slice.frameCount) };
}

/** Totals around every boundary of small sizes, and some large ones. */
const totals = [...Array.from({ length: 140 }, (_, index) => index + 1), 299, 300, 1000, 1799];
const sizes = [undefined, 1, 2, 7, 10, 30, 33, 250];
const maxima = [1, 2, 3, 8, 16];

describe('chunks of every total', () => {
  const requests: Partial<ChunkPlanRequest>[] = sizes.flatMap((size) => [
    { chunkSize: size },
    { targetChunkFrames: size },
    {
      chunkSize: size,
      balance: 'cost' as const,
      frameCosts: [
        { frameIndex: 0, costMs: 900 },
        { frameIndex: 1, costMs: 1 },
      ],
    },
  ]);

  it.each(requests.map((request) => [JSON.stringify(request), request] as const))('%s', (_, request) => {
    for (const totalFrames of totals) {
      for (const maxParallelChunks of maxima) {
        const { chunkPlan, slices } = plan({ ...request, totalFrames, maxParallelChunks });
        const told = `${totalFrames} frames, at most ${maxParallelChunks} chunks: ${chunkPlan.why}`;
        expect(slices.length, told).toBe(chunkPlan.effective.chunkCount);
        expect(slices.length, told).toBeLessThanOrEqual(maxParallelChunks);
        let next = 0;
        for (const [index, slice] of slices.entries()) {
          if (slice.index !== index || slice.start !== next || slice.frameCount < 1) expect.fail(told);
          if (slice.end - slice.start !== slice.frameCount) expect.fail(told);
          next = slice.end;
        }
        expect(next, told).toBe(totalFrames);
        if (request.balance !== 'cost') {
          const longest = Math.max(...slices.map((slice) => slice.frameCount));
          const last = slices.at(-1)?.frameCount ?? 0;
          expect(longest, told).toBe(chunkPlan.effective.chunkSize);
          if (last * 2 < longest && longest - last > 1)
            expect.fail(`tiny tail ${last} of ${longest}: ${told}`);
        }
      }
    }
  });
});

describe('chunks for one machine', () => {
  const planned = (totalFrames: number, cores: number, request: Partial<ChunkPlanRequest> = {}) =>
    plan({ totalFrames, local: { cores, rate: 30 }, ...request });
  const local = (...given: Parameters<typeof planned>) => planned(...given).lengths;
  const stepping = (stepMs: number) => ({ states: ['timeouts'], stepMs, captureMs: 5 }) as const;

  it('are ten seconds long or less, as many for each core as for the others', () => {
    expect(local(300, 1)).toEqual([300]);
    expect(local(750, 1)).toEqual([250, 250, 250]);
    expect(local(300, 2)).toEqual([150, 150]);
    expect(local(750, 2)).toEqual([188, 188, 187, 187]);
    expect(local(1800, 2)).toEqual([300, 300, 300, 300, 300, 300]);
    expect(local(2100, 2)).toHaveLength(8);
    expect(local(36_000, 2)).toHaveLength(16);
    expect(local(750, 2.4)).toHaveLength(4);
    expect(local(300, 1.5)).toHaveLength(2);
    expect(local(300, 0.25)).toHaveLength(1);
  });

  it('fill all rounds within what is allowed', () => {
    expect(local(36_000, 6)).toHaveLength(12);
    expect(local(36_000, 12)).toHaveLength(12);
    expect(local(900, 2, { maxParallelChunks: 3 })).toEqual([450, 450]);
    for (const cores of [1, 2, 3, 4, 5, 6, 7, 8])
      for (let totalFrames = 10 * cores; totalFrames < 9000; totalFrames += 77)
        expect(local(totalFrames, cores).length % cores, `${totalFrames} frames on ${cores}`).toBe(0);
  });

  it('are never shorter than ten frames, nor more than allowed', () => {
    expect(local(25, 8)).toEqual([13, 12]);
    expect(local(5, 8)).toEqual([5]);
    expect(local(300, 64)).toHaveLength(16);
    expect(local(300, 8, { maxParallelChunks: 3 })).toEqual([100, 100, 100]);
    // At a frame per second, ten seconds are ten frames.
    expect(local(25, 2, { local: { cores: 2, rate: 1 } })).toEqual([13, 12]);
    expect(local(25, 1, { local: { cores: 1, rate: 1 } })).toEqual([13, 12]);
  });

  it('give way to what was asked for', () => {
    expect(local(300, 2, { chunkSize: 100 })).toEqual([100, 100, 100]);
    expect(local(300, 2, { targetChunkFrames: 75 })).toHaveLength(4);
  });

  it('are one for each core at most where each steps through all frames before it', () => {
    expect(local(1800, 8, { stepping: stepping(50) })).toHaveLength(1);
    expect(local(1800, 2, { stepping: stepping(0.01) })).toEqual([900, 900]);
    expect(local(1800, 8, { stepping: stepping(2) })).toHaveLength(3);
  });

  it.each([
    ['1 chunk of about 10 s, one for each core', 300, 1],
    ['4 chunks of about 6.3 s, 2 for each core', 750, 2],
    ['16 chunks of about 75 s, 8 for each core', 36_000, 2],
    ['2 chunks of about 0.43 s, as shorter ones would not pay', 25, 8],
    ['16 chunks of about 0.63 s, as many as maxParallelChunks allows', 300, 64],
  ])('say why there are %s', (why, totalFrames, cores) => {
    expect(planned(totalFrames, cores).chunkPlan.why).toContain(why);
  });

  it('say the same of a page with state whatever its steps cost, as long as the cuts are the same', () => {
    const [quick, slow, slowest] = [0.01, 10, 50].map(
      (stepMs) => planned(1800, 2, { stepping: stepping(stepMs) }).chunkPlan.why,
    );
    expect(quick).toContain('more than 2 chunks would keep the cores of this machine waiting');
    expect(slow).toBe(quick);
    expect(slowest).toContain('more than 1 chunk would mostly repeat');
  });
});

describe('resolveChunkPlan', () => {
  it('takes max(10, ceil(total / maxParallelChunks)) by default', () => {
    expect(plan({ totalFrames: 300 }).chunkPlan.effective).toMatchObject({ chunkCount: 16, chunkSize: 19 });
    expect(plan({ totalFrames: 50 }).lengths).toEqual([10, 10, 10, 10, 10]);
    expect(plan({ totalFrames: 7 }).lengths).toEqual([7]);
  });

  it('makes one chunk fewer instead of chunks shorter than 10 by itself', () => {
    const { lengths, chunkPlan } = plan({ totalFrames: 104 });
    expect(lengths).toEqual([11, 11, 11, 11, 10, 10, 10, 10, 10, 10]);
    expect(chunkPlan.why).toContain('the last 4 frames are spread');
  });

  it('keeps a chunk size that was asked for, with a last chunk of at least half of it', () => {
    const { lengths, chunkPlan } = plan({ totalFrames: 110, chunkSize: 30 });
    expect(lengths).toEqual([30, 30, 30, 20]);
    expect(chunkPlan.why).toBe('chunkSize 30 as asked.');
  });

  it('spreads a tiny tail evenly, no chunk being longer than asked', () => {
    const { lengths, chunkPlan } = plan({ totalFrames: 101, chunkSize: 30 });
    expect(lengths).toEqual([26, 25, 25, 25]);
    expect(chunkPlan.why).toContain('a last chunk of 11 frames would be tiny');
  });

  it('raises a chunk size that would need too many chunks, and says so', () => {
    const { chunkPlan } = plan({ totalFrames: 100, chunkSize: 5, maxParallelChunks: 4 });
    expect(chunkPlan.requested.chunkSize).toBe(5);
    expect(chunkPlan.effective).toMatchObject({ chunkCount: 4, chunkSize: 25 });
    expect(chunkPlan.why).toBe('chunkSize 5 would need 20 chunks; raised to 25 by maxParallelChunks 4.');
  });

  it('clamps the count that targetChunkFrames asks for, and says so', () => {
    expect(plan({ totalFrames: 100, targetChunkFrames: 30 }).lengths).toEqual([25, 25, 25, 25]);
    const { chunkPlan } = plan({ totalFrames: 100, targetChunkFrames: 10, maxParallelChunks: 4 });
    expect(chunkPlan.effective.chunkCount).toBe(4);
    expect(chunkPlan.why).toContain('clamped to 4 by maxParallelChunks');
  });

  it('says that there is one chunk when the size exceeds the composition', () => {
    const { chunkPlan, lengths } = plan({ totalFrames: 20, chunkSize: 500 });
    expect(lengths).toEqual([20]);
    expect(chunkPlan.why).toContain('more than the 20 frames there are');
  });

  it.each([
    ['totalFrames', { totalFrames: 0 }],
    ['chunkSize', { totalFrames: 10, chunkSize: 0 }],
    ['chunkSize', { totalFrames: 10, chunkSize: 2.5 }],
    ['maxParallelChunks', { totalFrames: 10, maxParallelChunks: -1 }],
    ['targetChunkFrames', { totalFrames: 10, targetChunkFrames: Number.NaN }],
    ['targetChunkFrames', { totalFrames: 10, targetChunkFrames: 5, chunkSize: 5 }],
  ])('refuses a wrong %s by name', (field, request) => {
    expect(() => plan(request)).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID', details: expect.objectContaining({ field }) }),
    );
  });
});

describe('balance: cost', () => {
  it('makes chunks of frames that cost more shorter', () => {
    const frameCosts = [
      { frameIndex: 0, costMs: 10 },
      { frameIndex: 49, costMs: 10 },
      { frameIndex: 50, costMs: 40 },
      { frameIndex: 99, costMs: 40 },
    ];
    const { lengths, chunkPlan } = plan({
      totalFrames: 100,
      targetChunkFrames: 20,
      balance: 'cost',
      frameCosts,
    });
    expect(lengths[0]).toBe(50);
    expect(lengths.slice(1).sort()).toEqual([12, 12, 13, 13]);
    expect(chunkPlan.effective).toMatchObject({ balance: 'cost', chunkSize: 20 });
    expect(chunkPlan.why).toContain('measured on 4 frames');
  });

  it('cuts by length where nothing was measured, and says so', () => {
    const { lengths, chunkPlan } = plan({ totalFrames: 40, chunkSize: 20, balance: 'cost' });
    expect(lengths).toEqual([20, 20]);
    expect(chunkPlan.effective.balance).toBe('frames');
    expect(chunkPlan.why).toContain('no frame costs were measured');
  });
});

it('refuses a chunk plan of another composition', () => {
  const { chunkPlan } = plan({ totalFrames: 100, chunkSize: 10 });
  expect(() => buildChunkSlices(chunkPlan, 5)).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
});

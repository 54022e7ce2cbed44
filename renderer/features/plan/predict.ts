import type { ChunkSliceJson, SampleReport } from '../../../src/contract/index.js';

/** Which worker would take a chunk: each free worker takes the next chunk, so the first free one is the least loaded. */
export function predictWorkers(
  slices: readonly ChunkSliceJson[],
  workers: number,
  costMs: (slice: ChunkSliceJson) => number,
): readonly number[] {
  const busyUntil = Array.from({ length: Math.max(1, workers) }, () => 0);
  return slices.map((slice) => {
    const worker = busyUntil.indexOf(Math.min(...busyUntil));
    busyUntil[worker] = (busyUntil[worker] ?? 0) + costMs(slice);
    return worker;
  });
}

/** Cost of a chunk from the samples inside it, or from the nearest one; its length when nothing was sampled. */
export function sliceCost(slice: ChunkSliceJson, sample: SampleReport | null): number {
  if (sample === null || sample.samples.length === 0) return slice.frameCount;
  const inside = sample.samples.filter(
    ({ frameIndex }) => frameIndex >= slice.start && frameIndex < slice.end,
  );
  const used = inside.length > 0 ? inside : [nearest(sample.samples, (slice.start + slice.end) / 2)];
  return slice.frameCount * (used.reduce((sum, { costMs }) => sum + costMs, 0) / used.length);
}

function nearest(samples: SampleReport['samples'], frame: number): SampleReport['samples'][number] {
  return samples.reduce((best, candidate) =>
    Math.abs(candidate.frameIndex - frame) < Math.abs(best.frameIndex - frame) ? candidate : best,
  );
}

/** How uneven the last chunk is, for people; null when all have the same length. */
export function describeTail(slices: readonly ChunkSliceJson[]): string | null {
  const [first, last] = [slices[0], slices.at(-1)];
  if (first === undefined || last === undefined || slices.length < 2) return null;
  if (first.frameCount === last.frameCount) return null;
  return `The last chunk has ${last.frameCount} of ${first.frameCount} frames.`;
}

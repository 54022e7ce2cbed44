import type { ChunkPlan, ChunkSliceJson } from '../contract/index.js';
import { RenderError } from '../errors/index.js';
import { costPerFrame, type FrameCostSample } from './frame-costs.js';

/**
 * Cuts `totalFrames` frames into the chunks of a plan: contiguous, none empty, together exactly all frames.
 *
 * When the chunk size is the smallest that makes do with the plan's count, lengths differ by at most one frame;
 * otherwise all chunks but the last have the plan's size. With `balance: 'cost'` and samples, the cuts lie where the
 * summed cost reaches equal shares; without samples chunks are cut by length.
 * @throws CONFIG_INVALID when the plan was made for another number of frames.
 */
export function buildChunkSlices(
  chunkPlan: ChunkPlan,
  totalFrames: number,
  frameCosts?: readonly FrameCostSample[],
): ChunkSliceJson[] {
  const { chunkCount, chunkSize, balance } = chunkPlan.effective;
  const cuts =
    balance === 'cost' && frameCosts !== undefined && frameCosts.length > 0
      ? cutByCost(costPerFrame(frameCosts, totalFrames), chunkCount)
      : cutByLength(totalFrames, chunkCount, chunkSize);
  return cuts.slice(0, -1).map((start, index) => {
    const end = cuts[index + 1] ?? totalFrames;
    if (end <= start) throw wrongTotal(chunkCount, chunkSize, totalFrames);
    return { index, start, end, frameCount: end - start };
  });
}

/** `chunkCount + 1` frame numbers, from 0 to `totalFrames`. */
function cutByLength(totalFrames: number, chunkCount: number, chunkSize: number): number[] {
  const even = chunkSize === Math.ceil(totalFrames / chunkCount);
  const shorter = Math.floor(totalFrames / chunkCount);
  const longer = totalFrames % chunkCount;
  return Array.from({ length: chunkCount + 1 }, (_, index) =>
    even ? index * shorter + Math.min(index, longer) : Math.min(index * chunkSize, totalFrames),
  );
}

/** Cuts where the cumulative cost passes equal shares, moved as little as needed for every chunk to have a frame. */
function cutByCost(costs: Float64Array, chunkCount: number): number[] {
  const totalFrames = costs.length;
  const totalCost = costs.reduce((sum, cost) => sum + cost, 0);
  const cuts = [0];
  let frame = 0;
  let spent = 0;
  for (let index = 1; index < chunkCount; index += 1) {
    const share = (totalCost * index) / chunkCount;
    const earliest = (cuts[index - 1] ?? 0) + 1;
    const latest = totalFrames - (chunkCount - index);
    while (frame < latest && (frame < earliest || spent + (costs[frame] ?? 0) / 2 < share)) {
      spent += costs[frame] ?? 0;
      frame += 1;
    }
    cuts.push(frame);
  }
  cuts.push(totalFrames);
  return cuts;
}

function wrongTotal(chunkCount: number, chunkSize: number, totalFrames: number): RenderError {
  return new RenderError(
    'CONFIG_INVALID',
    `totalFrames: ${totalFrames} frames cannot be cut into ${chunkCount} chunks of ${chunkSize}`,
    { field: 'totalFrames', fix: 'Resolve the chunk plan for the same number of frames.' },
  );
}

/** How long one frame took to render, sampled. `costMs` in milliseconds, not negative. */
export interface FrameCostSample {
  readonly frameIndex: number;
  readonly costMs: number;
}

/** Least cost of a frame, in milliseconds: keeps a curve of zeros from putting all frames into one chunk. */
const MIN_COST_MS = 0.01;

/**
 * The cost of every frame, read from a few samples: straight lines between them, flat before the first and after the
 * last. Without samples every frame costs the same.
 */
export function costPerFrame(samples: readonly FrameCostSample[], totalFrames: number): Float64Array {
  const sorted = [...samples].sort((a, b) => a.frameIndex - b.frameIndex);
  const costs = new Float64Array(totalFrames);
  let next = 0;
  for (let frame = 0; frame < totalFrames; frame += 1) {
    while (next < sorted.length && (sorted[next]?.frameIndex ?? 0) < frame) next += 1;
    costs[frame] = Math.max(MIN_COST_MS, between(sorted[next - 1], sorted[next], frame));
  }
  return costs;
}

function between(
  left: FrameCostSample | undefined,
  right: FrameCostSample | undefined,
  frame: number,
): number {
  if (left === undefined) return right?.costMs ?? 1;
  if (right === undefined) return left.costMs;
  const share = (frame - left.frameIndex) / (right.frameIndex - left.frameIndex);
  return left.costMs + share * (right.costMs - left.costMs);
}

import type { PlanPreview, SampleReport } from '../contract/index.js';

// Measured on the benchmark's seven compositions, two workers on two cores (tests/unit/host/estimate-render.test.ts).

/** Starting, planning, joining and proving, milliseconds: 2.5 to 3.9 s. */
const FIXED_MS = 2900;
/** A page of its own for each chunk, and its verification. */
const PER_CHUNK_MS = 400;
/**
 * A frame of a render, its encoding included, as a multiple of a sampled one, which has the cores to itself: 1.0 to 1.75.
 * Where raw capture takes less than what is sampled, encoding takes that back.
 */
const FRAME_RATIO = 1.25;
/** Size of an encoded frame as a share of its image, at standard quality: 0.02 to 0.13. */
const MOVING_SIZE_SHARE = 0.07;
const STILL_SIZE_SHARE = 0.005;

/** A rough forecast from a few sampled frames; good for comparing settings, not for promises. */
export function estimateRender(
  { samples }: SampleReport,
  run: { readonly totalFrames: number; readonly chunkCount: number; readonly workers: number },
): NonNullable<PlanPreview['estimate']> {
  const frames = Math.max(1, samples.length);
  const meanCostMs = samples.reduce((sum, { costMs }) => sum + costMs, 0) / frames;
  const meanBytes =
    samples.reduce(
      (sum, { moving, imageBytes }) => sum + imageBytes * (moving ? MOVING_SIZE_SHARE : STILL_SIZE_SHARE),
      0,
    ) / frames;
  const workMs = run.totalFrames * meanCostMs * FRAME_RATIO + run.chunkCount * PER_CHUNK_MS;
  return { wallMs: FIXED_MS + workMs / run.workers, sizeBytes: Math.round(run.totalFrames * meanBytes) };
}

import type { PlanPreview, SampleReport } from '../contract/index.js';

/** Planning, joining and proving, milliseconds. */
const FIXED_MS = 1500;
/** A page of its own for each chunk, and its verification. */
const PER_CHUNK_MS = 400;
/** What the encoder adds to a frame's capture when both share the cores (libx264 veryfast, measured at 720p). */
const ENCODE_SHARE = 0.5;
/** Size of an encoded frame as a share of its image: measured on the samples at standard quality. */
const MOVING_SIZE_SHARE = 0.12;
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
  const workMs = run.totalFrames * meanCostMs * (1 + ENCODE_SHARE) + run.chunkCount * PER_CHUNK_MS;
  return { wallMs: FIXED_MS + workMs / run.workers, sizeBytes: Math.round(run.totalFrames * meanBytes) };
}

import { z } from 'zod';

/** A half-open range of frames: `start` is rendered, `end` is not. */
export interface FrameRange {
  readonly start: number;
  readonly end: number;
}

/** One chunk of a plan, as it stands in `meta/chunks.json`. */
export const chunkSliceSchema = z.strictObject({
  index: z.int().nonnegative(),
  start: z.int().nonnegative(),
  end: z.int().positive(),
  frameCount: z.int().positive(),
});
export type ChunkSliceJson = z.infer<typeof chunkSliceSchema>;

/** What was asked of the planner and what came of it. */
export const chunkPlanSchema = z.strictObject({
  requested: z.strictObject({
    chunkSize: z.int().positive().nullable(),
    targetChunkFrames: z.int().positive().nullable(),
    maxParallelChunks: z.int().positive(),
    balance: z.enum(['frames', 'cost']),
  }),
  effective: z.strictObject({
    chunkCount: z.int().positive(),
    /** Frames of every chunk but perhaps the last; with `balance: 'cost'`, the mean rounded up. */
    chunkSize: z.int().positive(),
    balance: z.enum(['frames', 'cost']),
  }),
  /** One sentence for people. */
  why: z.string(),
});
export type ChunkPlan = z.infer<typeof chunkPlanSchema>;

/**
 * Frames that a chunk draws before the first that counts. What the compositor shows of a layer depends on the scale at
 * which it drew it last, so the first frame of a fresh page differs from the same frame of a page that has shown the one
 * before. Measured with layers that change their scale: the memory is one frame deep; one more is margin.
 */
export const RUN_UP_FRAMES = 2;

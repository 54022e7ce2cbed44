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

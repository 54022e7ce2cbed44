import { z } from 'zod';

/** Main → engine. `connect` carries a window's port. */
export const toEngineSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('connect') }),
  z.strictObject({ kind: z.literal('handle'), handle: z.string(), path: z.string() }),
  z.strictObject({ kind: z.literal('output-path'), id: z.int(), runId: z.string() }),
  z.strictObject({ kind: z.literal('close') }),
]);
export type ToEngine = z.infer<typeof toEngineSchema>;

/** What the shell shows of the runs under way. */
export const activitySchema = z.strictObject({
  /** How many runs are under way. */
  runs: z.int().nonnegative(),
  /** 0 to 1 over all of them; null while nothing can be said: none, or all are still being planned. */
  share: z.number().min(0).max(1).nullable(),
  /** Whether all of them are paused. */
  paused: z.boolean(),
  /** Chunks that failed for good, over all of them. */
  failedChunks: z.int().nonnegative(),
});
export type Activity = z.infer<typeof activitySchema>;

/** What is shown without an engine, or while it has nothing to do. */
export const IDLE: Activity = { runs: 0, share: null, paused: false, failedChunks: 0 };

/** Engine → main. */
export const fromEngineSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready') }),
  z.strictObject({ kind: z.literal('failed'), message: z.string() }),
  z.strictObject({ kind: z.literal('output-path'), id: z.int(), path: z.string().nullable() }),
  z.strictObject({ kind: z.literal('activity'), activity: activitySchema }),
]);
export type FromEngine = z.infer<typeof fromEngineSchema>;

import { z } from 'zod';
import { chunkPlanSchema, chunkSliceSchema } from './chunk-plan.js';
import { CAPTURE_MODES, FORMATS } from './config.js';
import { fpsFractionSchema } from './fps.js';
import { assembleResultSchema, CHUNK_PHASES, chunkResultSchema } from './results.js';
import { toolIdentitiesSchema } from './tools.js';
import { webglInfoSchema } from './webgl.js';

/** An error as data; see `errors/error-data.ts`. Any code is accepted here: a log may come from a newer version. */
export const errorDataSchema = z.object({
  code: z.string(),
  message: z.string(),
  retryable: z.boolean(),
  details: z.record(z.string(), z.unknown()),
  stack: z.string().optional(),
});

/** How many workers run, and why not more. */
export const budgetSchema = z.strictObject({
  workers: z.int().positive(),
  /** What decided the number. */
  boundBy: z.enum(['requested', 'cpu', 'memory', 'chunks', 'shm']),
  /** One sentence for people. */
  why: z.string(),
  cpuCount: z.number().positive(),
  memoryAvailableBytes: z.number().nonnegative(),
  memoryPerWorkerBytes: z.number().positive(),
  concurrentLaunches: z.int().positive(),
});
export type WorkerBudget = z.infer<typeof budgetSchema>;

/** Present on every event: its place in the log and the time it was written, in milliseconds since 1970. */
const stamp = { seq: z.int().nonnegative(), atMs: z.number() };
const chunk = { chunkIndex: z.int().nonnegative() };
const attempt = { ...chunk, attempt: z.int().positive(), workerId: z.int().nonnegative() };

/** The final event of a run that succeeded. Its fields are part of the command line's contract. */
export const resultEventSchema = z.strictObject({
  type: z.literal('result'),
  ...stamp,
  runId: z.string(),
  planHash: z.string(),
  outputPath: z.string(),
  frames: z.int().positive(),
  durationMs: z.number().nonnegative(),
  chunks: z.array(
    z.strictObject({
      index: z.int().nonnegative(),
      start: z.int().nonnegative(),
      end: z.int().positive(),
      sha256: z.string(),
      webgl: webglInfoSchema,
      captureMode: z.enum(CAPTURE_MODES),
      framesReused: z.int().nonnegative(),
      durationMs: z.number().nonnegative(),
    }),
  ),
  sha256: z.string(),
  assemble: assembleResultSchema,
});

/** The final event of a run that did not succeed; `error.code` is CANCELLED when it was stopped. */
export const errorEventSchema = z.strictObject({
  type: z.literal('error'),
  ...stamp,
  runId: z.string(),
  error: errorDataSchema,
});

/** Everything that is written to `events.jsonl` and, with `--json`, to stdout: one object per line. */
export const runEventSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('run-started'),
    ...stamp,
    runId: z.string(),
    /** Absolute path of the run's folder. */
    runDir: z.string(),
    projectDir: z.string(),
    entryFile: z.string(),
    outputPath: z.string(),
    framelaneVersion: z.string(),
    /** True when the run goes on after an interruption. */
    resumed: z.boolean(),
  }),
  z.strictObject({ type: z.literal('plan-progress'), ...stamp, phase: z.string(), message: z.string() }),
  z.strictObject({
    type: z.literal('plan-ready'),
    ...stamp,
    planDir: z.string(),
    planHash: z.string(),
    frameCount: z.int().positive(),
    durationSec: z.number().positive(),
    fps: fpsFractionSchema,
    widthPx: z.int().positive(),
    heightPx: z.int().positive(),
    format: z.enum(FORMATS),
    codec: z.string(),
    captureMode: z.enum(CAPTURE_MODES),
    /** Why this mode, for people. */
    captureModeWhy: z.string().optional(),
    gopFrames: z.int().positive(),
    hasAudio: z.boolean(),
    chunkPlan: chunkPlanSchema,
    slices: z.array(chunkSliceSchema),
    tools: toolIdentitiesSchema,
    assetCount: z.int().nonnegative(),
    assetBytes: z.int().nonnegative(),
    warnings: z.array(z.string()),
  }),
  z.strictObject({ type: z.literal('budget'), ...stamp, budget: budgetSchema }),
  z.strictObject({
    type: z.literal('worker-ready'),
    ...stamp,
    workerId: z.int().nonnegative(),
    browserPid: z.int().positive(),
    browserVersion: z.string(),
    browserCommand: z.string(),
    webgl: webglInfoSchema,
  }),
  z.strictObject({
    type: z.literal('worker-lost'),
    ...stamp,
    workerId: z.int().nonnegative(),
    error: errorDataSchema,
  }),
  z.strictObject({ type: z.literal('chunk-started'), ...stamp, ...attempt }),
  z.strictObject({
    type: z.literal('chunk-progress'),
    ...stamp,
    ...attempt,
    phase: z.enum(CHUNK_PHASES),
    framesDone: z.int().nonnegative(),
    framesTotal: z.int().positive(),
    framesReused: z.int().nonnegative(),
    lastFrameAgeMs: z.number().nonnegative().nullable(),
    webgl: webglInfoSchema.nullable(),
  }),
  z.strictObject({ type: z.literal('chunk-done'), ...stamp, ...attempt, result: chunkResultSchema }),
  /** A verified chunk of an earlier, interrupted run that is not rendered again. */
  z.strictObject({ type: z.literal('chunk-reused'), ...stamp, ...chunk, result: chunkResultSchema }),
  z.strictObject({
    type: z.literal('chunk-retry'),
    ...stamp,
    ...attempt,
    error: errorDataSchema,
    delayMs: z.number().nonnegative(),
    /** The new fact that makes another attempt worth it. */
    change: z.string(),
  }),
  z.strictObject({ type: z.literal('chunk-failed'), ...stamp, ...attempt, error: errorDataSchema }),
  z.strictObject({ type: z.literal('chunk-cancelled'), ...stamp, ...chunk }),
  /** Somebody asked the run to stop; its chunks are being ended. */
  z.strictObject({ type: z.literal('run-cancelling'), ...stamp }),
  z.strictObject({ type: z.literal('assemble-progress'), ...stamp, phase: z.string(), message: z.string() }),
  z.strictObject({
    type: z.literal('log'),
    ...stamp,
    level: z.enum(['debug', 'info', 'warn', 'error']),
    message: z.string(),
    chunkIndex: z.int().nonnegative().optional(),
    workerId: z.int().nonnegative().optional(),
    facts: z.record(z.string(), z.unknown()).optional(),
  }),
  resultEventSchema,
  errorEventSchema,
]);
export type RunEvent = z.infer<typeof runEventSchema>;
export type RunEventType = RunEvent['type'];
/** An event before the log stamps it. */
export type UnstampedRunEvent = RunEvent extends infer E
  ? E extends RunEvent
    ? Omit<E, 'seq' | 'atMs'>
    : never
  : never;

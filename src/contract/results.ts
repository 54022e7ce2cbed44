import { z } from 'zod';
import type { ChunkPlan, ChunkSliceJson } from './chunk-plan.js';
import { CAPTURE_MODES, FORMATS } from './config.js';
import type { Fps } from './fps.js';
import {
  type CompositionMetadataJson,
  type LockedRenderConfig,
  type LoudnessJson,
  loudnessSchema,
} from './plan-files.js';
import { type ToolIdentities, toolIdentitiesSchema } from './tools.js';
import { webglInfoSchema } from './webgl.js';

/** The phases of a chunk, in order. Their durations, in milliseconds, are part of its result. */
export const CHUNK_PHASES = ['verify', 'boot', 'ready', 'capture', 'encode', 'finish'] as const;
export type ChunkPhase = (typeof CHUNK_PHASES)[number];

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** A chunk's sidecar: `<chunk path>.json`. What `assemble` checks before it joins anything. */
export const chunkSidecarSchema = z.strictObject({
  protocol: z.literal(1),
  planHash: sha256,
  chunkIndex: z.int().nonnegative(),
  start: z.int().nonnegative(),
  end: z.int().positive(),
  framesEncoded: z.int().positive(),
  format: z.enum(FORMATS),
  outputKind: z.enum(['file', 'frame-dir']),
  /** Of the file; for a folder of frames, of the lines `<sha256>  <name>\n` of its files sorted by name. */
  sha256,
  sizeBytes: z.int().positive(),
  captureMode: z.enum(CAPTURE_MODES),
  webgl: webglInfoSchema,
  tools: toolIdentitiesSchema,
});
export type ChunkSidecarJson = z.infer<typeof chunkSidecarSchema>;

/** What `renderChunk` returns. */
export const chunkResultSchema = z.strictObject({
  chunkIndex: z.int().nonnegative(),
  start: z.int().nonnegative(),
  end: z.int().positive(),
  outputPath: z.string(),
  outputKind: z.enum(['file', 'frame-dir']),
  sidecarPath: z.string(),
  /** Counted in the finished file. */
  framesEncoded: z.int().positive(),
  /** Frames that were fetched from the browser. */
  framesCaptured: z.int().nonnegative(),
  /** Frames without damage, written again without a fetch. */
  framesReused: z.int().nonnegative(),
  sha256,
  sizeBytes: z.int().positive(),
  durationMs: z.number().nonnegative(),
  /**
   * Milliseconds per phase. `capture` is the time the loop waited for the browser, `encode` the time it waited for
   * ffmpeg: together with the rest they add up to `durationMs`.
   */
  phases: z.record(z.enum(CHUNK_PHASES), z.number().nonnegative()),
  /** Of `capture`, per frame; null in logs of versions that did not measure it. */
  captureMsPerFrame: z
    .strictObject({ median: z.number().nonnegative(), p95: z.number().nonnegative() })
    .nullable()
    .default(null),
  captureMode: z.enum(CAPTURE_MODES),
  webgl: webglInfoSchema,
  browserVersion: z.string(),
  ffmpegVersion: z.string(),
  /**
   * Of the thread's browser processes together, measured near the chunk's last frame, in a short chunk perhaps up to five
   * seconds before; 0 where the system does not tell.
   */
  peakRssBytes: z.int().nonnegative(),
  /** The encoder's command line, ready to paste. */
  ffmpegCommand: z.string(),
});
export type ChunkResult = z.infer<typeof chunkResultSchema>;

/**
 * Why a page is brought to a frame through all frames before it: callbacks that wait for each frame, timers, or
 * `onUpdate` of a timeline, callbacks and timers of workers. `random`: what it draws depends on how often it drew before.
 */
export const STEPPED_STATES = [
  'animation-frames',
  'intervals',
  'timeouts',
  'timeline-updates',
  'workers',
  'random',
] as const;
export type SteppedState = (typeof STEPPED_STATES)[number];

/** What it costs that chunks of a page with state step through the frames before theirs. Measured while planning. */
export interface SteppingReport {
  readonly states: readonly SteppedState[];
  /** Milliseconds to step over one frame, and to capture one. */
  readonly stepMs: number;
  readonly captureMs: number;
  /** What each chunk steps through before its first frame. */
  readonly chunks: readonly { readonly index: number; readonly frames: number; readonly ms: number }[];
}

/** What `plan` returns. */
export interface PlanResult {
  readonly planDir: string;
  readonly planHash: string;
  readonly chunkPlan: ChunkPlan;
  readonly slices: readonly ChunkSliceJson[];
  readonly composition: CompositionMetadataJson;
  readonly encoder: LockedRenderConfig;
  readonly tools: ToolIdentities;
  readonly fps: Fps;
  readonly frameCount: number;
  /** Absolute path of the mixed soundtrack, or null. What `assemble` takes as `audioPath`. */
  readonly audioPath: string | null;
  /** How loud it is; null without one. */
  readonly loudness: LoudnessJson | null;
  readonly assetCount: number;
  readonly assetBytes: number;
  readonly warnings: readonly string[];
  /** Null for a page that jumps to its frames. */
  readonly stepping: SteppingReport | null;
  /**
   * Milliseconds of each chunk for stepping and capturing, by what was measured on this machine: good for starting the
   * longest first, not for promises. By index.
   */
  readonly expectedChunkMs: readonly number[];
  readonly durationMs: number;
}

/** One statement about the finished file that ffprobe was asked to confirm. */
export const assembleCheckSchema = z.strictObject({
  name: z.string(),
  expected: z.string(),
  actual: z.string(),
  ok: z.boolean(),
});
export type AssembleCheck = z.infer<typeof assembleCheckSchema>;

/** What `assemble` returns: the file and the proof. */
export const assembleResultSchema = z.strictObject({
  outputPath: z.string(),
  outputKind: z.enum(['file', 'frame-dir']),
  planHash: sha256,
  frames: z.int().positive(),
  durationSec: z.number().positive(),
  sizeBytes: z.int().positive(),
  sha256,
  hasAudio: z.boolean(),
  /** How loud the sound is; null without. */
  loudness: loudnessSchema.nullable().default(null),
  checks: z.array(assembleCheckSchema),
  durationMs: z.number().nonnegative(),
});
export type AssembleResult = z.infer<typeof assembleResultSchema>;

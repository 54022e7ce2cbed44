import { z } from 'zod';
import { chunkPlanSchema, chunkSliceSchema } from './chunk-plan.js';
import { CAPTURE_MODES, CODECS, FORMATS, QUALITIES } from './config.js';
import { fpsFractionSchema } from './fps.js';
import { toolIdentitiesSchema } from './tools.js';

/** The version of the plan directory's layout. A reader refuses any other. */
export const PLAN_PROTOCOL = 1;

/** Files of a plan directory, relative to it. */
export const PLAN_PATHS = {
  plan: 'plan.json',
  compiled: 'compiled',
  videoFrames: 'video-frames',
  composition: 'meta/composition.json',
  encoder: 'meta/encoder.json',
  chunks: 'meta/chunks.json',
  videos: 'meta/videos.json',
  assets: 'meta/assets.json',
} as const;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'expected a sha256 in lower-case hex');

/** One clip of the composition's timeline. Times in seconds; `endSec` is clamped to the composition's end. */
export const clipSchema = z.strictObject({
  id: z.string(),
  tag: z.string(),
  kind: z.enum(['element', 'audio', 'video', 'image', 'composition']),
  startSec: z.number(),
  endSec: z.number(),
  track: z.int(),
});
export type ClipJson = z.infer<typeof clipSchema>;

/** One sound source of the mix. Times in seconds. */
export const audioTrackSchema = z.strictObject({
  id: z.string(),
  /** Relative to `compiled/`. */
  path: z.string(),
  startSec: z.number().nonnegative(),
  /** How long it sounds in the composition. */
  durationSec: z.number().positive(),
  /** Where in the source it begins. */
  mediaStartSec: z.number().nonnegative(),
  playbackRate: z.number().min(0.1).max(5),
  /** 0 to 1. */
  volume: z.number().min(0).max(1),
  loop: z.boolean(),
});
export type AudioTrackJson = z.infer<typeof audioTrackSchema>;

/** `meta/composition.json`: what is rendered. */
export const compositionMetadataSchema = z.strictObject({
  compositionId: z.string(),
  /** Relative to `compiled/`. */
  entryFile: z.string(),
  /** The composition's own size in CSS pixels: the viewport. */
  widthPx: z.int().positive(),
  heightPx: z.int().positive(),
  fps: fpsFractionSchema,
  durationSec: z.number().positive(),
  frameCount: z.int().positive(),
  /** Where the duration comes from: `data-duration`, `timeline`, `__hf`, `media`. */
  durationSource: z.string(),
  /** Whether the page waits for no timeline. */
  noTimeline: z.boolean(),
  clips: z.array(clipSchema),
  audioTracks: z.array(audioTrackSchema),
  variables: z.record(z.string(), z.json()),
  /** Families that no font file of the composition provides. */
  systemFonts: z.array(z.string()),
  warnings: z.array(z.string()),
});
export type CompositionMetadataJson = z.infer<typeof compositionMetadataSchema>;

/** `meta/encoder.json`: every setting that decides bytes, fully resolved. */
export const lockedRenderConfigSchema = z.strictObject({
  format: z.enum(FORMATS),
  codec: z.enum([...CODECS, 'vp9', 'prores', 'png', 'gif']),
  quality: z.enum(QUALITIES),
  crf: z.number().nullable(),
  bitrate: z.string().nullable(),
  /**
   * Speed against size, in the encoder's own words: the preset of x264 and x265, `-cpu-used` of VP9, `-qscale:v` of
   * ProRes; null where nothing can be chosen.
   */
  preset: z.string().nullable(),
  /** Size of the delivered frames in pixels. */
  outputWidthPx: z.int().positive(),
  outputHeightPx: z.int().positive(),
  fps: fpsFractionSchema,
  alpha: z.boolean(),
  /** Frames between keyframes; GOPs are closed. */
  gopFrames: z.int().positive(),
  /** Encoder threads per chunk: some encoders write other bytes with other counts, so the count belongs to the plan. */
  encoderThreads: z.int().positive(),
  /** What the browser hands to the encoder. */
  imageFormat: z.enum(['jpeg', 'png']),
  /** 1 to 100. */
  jpegQuality: z.int().min(1).max(100),
  captureMode: z.enum(CAPTURE_MODES),
  gl: z.enum(['software', 'any']),
  seed: z.int().nonnegative(),
  cfr: z.boolean(),
  readyTimeoutMs: z.int().positive(),
});
export type LockedRenderConfig = z.infer<typeof lockedRenderConfigSchema>;

/** What the page sees of its surroundings: fixed by the plan, never taken from the machine. */
export const runtimeEnvSnapshotSchema = z.strictObject({
  timezone: z.string(),
  locale: z.string(),
  deviceScaleFactor: z.number().positive(),
  /** Wall clock at frame 0 inside the page, in milliseconds since 1970. */
  epochMs: z.int(),
});
export type RuntimeEnvSnapshot = z.infer<typeof runtimeEnvSnapshotSchema>;

/** `meta/chunks.json`. */
export const chunksFileSchema = z.strictObject({
  plan: chunkPlanSchema,
  slices: z.array(chunkSliceSchema).min(1),
});
export type ChunksJson = z.infer<typeof chunksFileSchema>;

/** One file of the plan, relative to the plan directory, with `/` as separator. */
export const planAssetSchema = z.strictObject({
  path: z.string().min(1),
  sizeBytes: z.int().nonnegative(),
  sha256,
  /** The chunks that read it. */
  neededBy: z.union([z.literal('all'), z.literal('assemble'), z.array(z.int().nonnegative())]),
});
export type PlanAssetJson = z.infer<typeof planAssetSchema>;

/** `meta/assets.json`, sorted by path. */
export const assetsFileSchema = z.array(planAssetSchema);

/** `meta/videos.json`: source videos whose frames were extracted. */
export const videosFileSchema = z.array(
  z.strictObject({
    id: z.string(),
    path: z.string(),
    frameDir: z.string(),
    frameCount: z.int().nonnegative(),
    startSec: z.number(),
    endSec: z.number(),
    mediaStartSec: z.number(),
    playbackRate: z.number(),
    loop: z.boolean(),
  }),
);
export type VideosJson = z.infer<typeof videosFileSchema>;

/** `plan.json`. */
export const planFileSchema = z.strictObject({
  protocol: z.literal(PLAN_PROTOCOL),
  planHash: sha256,
  tools: toolIdentitiesSchema,
  runtimeEnv: runtimeEnvSnapshotSchema,
  counts: z.strictObject({
    frames: z.int().positive(),
    chunks: z.int().positive(),
    assets: z.int().nonnegative(),
    assetBytes: z.int().nonnegative(),
  }),
  /** The mixed soundtrack relative to the plan directory, or null for a silent composition. */
  audioPath: z.string().nullable(),
  /** sha256 of the bytes of every file under `meta/`, by path: tells which one was changed. */
  meta: z.record(z.string(), sha256),
});
export type PlanJson = z.infer<typeof planFileSchema>;

/** Everything a chunk or the assembly reads from a plan directory. */
export interface Plan {
  readonly planDir: string;
  readonly plan: PlanJson;
  readonly composition: CompositionMetadataJson;
  readonly encoder: LockedRenderConfig;
  readonly chunks: ChunksJson;
  readonly assets: readonly PlanAssetJson[];
  readonly videos: VideosJson;
}

import { z } from 'zod';
import { chunkPlanSchema, chunkSliceSchema } from './chunk-plan.js';
import { CAPTURE_MODES, CODECS, FORMATS, IMAGE_FORMATS, QUALITIES, VIDEO_ENCODERS } from './config.js';
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

/** Where the page finds `video-frames/`: beside the composition's own files, under a name that none of them has. */
export const SERVED_VIDEO_FRAMES = '.framelane/video-frames/';

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
  /** 0 to 1. With a curve, the loudest of it. */
  volume: z.number().min(0).max(1),
  /**
   * What the timeline makes of the volume: corners of a curve as [seconds since the track's start, volume], straight lines
   * between them, flat before the first and after the last. Absent: `volume` all the time.
   */
  volumeCurve: z.array(z.tuple([z.number(), z.number().min(0).max(1)])).optional(),
  loop: z.boolean(),
});
export type AudioTrackJson = z.infer<typeof audioTrackSchema>;

/** How loud the soundtrack is, by EBU R 128. */
export const loudnessSchema = z.strictObject({
  /** LUFS; -70 stands for silence. */
  integratedLufs: z.number(),
  /** Loudness range, LU. */
  rangeLu: z.number(),
  /** dBTP; -200 stands for silence. */
  truePeakDbtp: z.number(),
});
export type LoudnessJson = z.infer<typeof loudnessSchema>;

/** What a media file says about itself. Scripts of the page are told so, too. */
export const mediaSourceSchema = z.strictObject({
  kind: z.enum(['video', 'audio', 'animated-image']),
  durationSec: z.number().nonnegative(),
  /** As it is seen: turned, with square pixels; 0 for a sound. */
  widthPx: z.int().nonnegative(),
  heightPx: z.int().nonnegative(),
  /** How often an animated image plays; 0: for ever. */
  plays: z.int().nonnegative().optional(),
});
export type MediaSourceJson = z.infer<typeof mediaSourceSchema>;

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
  /** Of the encoded soundtrack; null without one. */
  loudness: loudnessSchema.nullable(),
  /** The media files, by their paths relative to `compiled/`. */
  mediaSources: z.record(z.string(), mediaSourceSchema),
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
  /** Who encodes. Hardware was tried where the plan was made; a chunk takes no other. */
  videoEncoder: z.enum(VIDEO_ENCODERS),
  quality: z.enum(QUALITIES),
  crf: z.number().nullable(),
  bitrate: z.string().nullable(),
  /**
   * Speed against size, in the encoder's own words: the preset of x264, x265, NVENC and QSV, `-cpu-used` of VP9,
   * `-qscale:v` of ProRes; null where nothing can be chosen.
   */
  preset: z.string().nullable(),
  /** What differs from the preset, as x264 parameters (`name=value:name=value`); null where nothing does. */
  tuning: z.string().nullable(),
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
  imageFormat: z.enum(IMAGE_FORMATS),
  /** 1 to 100. */
  jpegQuality: z.int().min(1).max(100),
  captureMode: z.enum(CAPTURE_MODES),
  /** Why this mode, for people. */
  captureModeWhy: z.string(),
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

/** One element whose pictures are put in place frame by frame: a `<video>`, or an `<img>` that moves. Times in seconds. */
export const videoSchema = z.strictObject({
  /** Unique, whatever ids the markup has. */
  id: z.string(),
  tag: z.enum(['video', 'img']),
  /** The source, relative to `compiled/`. */
  path: z.string(),
  /** Size of the source as it is seen: turned as its rotation says, with square pixels. */
  sourceWidthPx: z.int().positive(),
  sourceHeightPx: z.int().positive(),
  /** Folder of the extracted frames, relative to the plan directory; elements that show the same source share it. */
  frameDir: z.string(),
  frameFormat: z.enum(['jpg', 'png']),
  /** Size of the extracted frames. */
  widthPx: z.int().positive(),
  heightPx: z.int().positive(),
  startSec: z.number(),
  endSec: z.number(),
  mediaStartSec: z.number(),
  playbackRate: z.number(),
  loop: z.boolean(),
  /** Frame of the composition that the first entry of `shown` is for. */
  firstFrame: z.int().nonnegative(),
  /** Per frame of the composition, the frame of the source that is seen, counted from 0; -1: none. */
  shown: z.array(z.int().min(-1)),
});
export type VideoJson = z.infer<typeof videoSchema>;

/** `meta/videos.json`: whose frames were extracted, and when which is seen. */
export const videosFileSchema = z.array(videoSchema);
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

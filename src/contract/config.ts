import { z } from 'zod';
import { fpsSchema } from './fps.js';

/** Output formats: what the file (or folder) is. */
export const FORMATS = ['mp4', 'webm', 'mov', 'png-sequence', 'gif'] as const;
export type OutputFormat = (typeof FORMATS)[number];

/** Video codecs of an mp4. The other formats have one codec each. */
export const CODECS = ['h264', 'h265'] as const;
export type Codec = (typeof CODECS)[number];

/** Hardware that can encode h264 and h265. */
export const HARDWARE_ENCODERS = ['nvenc', 'videotoolbox', 'qsv', 'vaapi'] as const;
export type HardwareEncoderName = (typeof HARDWARE_ENCODERS)[number];

/** Who encodes an mp4: libx264 and libx265, or hardware. */
export const VIDEO_ENCODERS = ['software', ...HARDWARE_ENCODERS] as const;

export const QUALITIES = ['draft', 'standard', 'high'] as const;
export type Quality = (typeof QUALITIES)[number];

/** Formats that keep transparency. */
export const ALPHA_FORMATS: readonly OutputFormat[] = ['webm', 'mov', 'png-sequence'];

/** How frames leave the browser. One mode for a whole render, decided when it is planned. */
export const CAPTURE_MODES = ['raw', 'begin-frame', 'screenshot'] as const;
export type CaptureMode = (typeof CAPTURE_MODES)[number];

/** What a captured frame is; `i420` is what mode raw captures. */
export const IMAGE_FORMATS = ['jpeg', 'png', 'i420'] as const;
export type ImageFormat = (typeof IMAGE_FORMATS)[number];

/** Largest width or height that can be asked for, in pixels (the limit of software WebGL and of H.264 level 6.2). */
export const MAX_DIMENSION_PX = 8192;
/** Most frames that one composition may have: a day at 60 fps. */
export const MAX_FRAMES = 24 * 3600 * 60;

const dimension = z.int().min(2).max(MAX_DIMENSION_PX);

/** The bitrate forms that ffmpeg takes and people write: `800k`, `4M`, `2500000`. */
const bitrate = z
  .string()
  .regex(/^\d+(\.\d+)?[kKmM]?$/, 'expected a bitrate such as "800k", "4M" or "2500000"');

/**
 * Limits of the place where the chunks will run, checked against the estimate while planning.
 * Seconds and MiB per chunk; absent: no limit.
 */
export const runtimeCapSchema = z.strictObject({
  name: z.string().min(1).default('custom'),
  maxChunkSec: z.number().positive().optional(),
  maxMemoryMib: z.number().positive().optional(),
});

/** A render's configuration as a caller gives it. Everything is optional; `getDefaults()` tells what is used instead. */
export const distributedRenderConfigSchema = z
  .strictObject({
    /** Frames per second: 1 to 240, integer or fraction. Default: the composition's `data-fps`, else 30. */
    fps: fpsSchema.optional(),
    /** Output size in pixels. Default: the composition's own. Only one given: the other follows the aspect ratio. */
    width: dimension.optional(),
    height: dimension.optional(),
    /** Seconds. Default: what the composition says. For a page that does not say, and to render a part from its beginning. */
    durationSec: z.number().positive().optional(),
    format: z.enum(FORMATS).default('mp4'),
    /** Only for mp4. Default h264. */
    codec: z.enum(CODECS).optional(),
    /**
     * Who encodes, for mp4 only. Hardware is tried while planning, and refused where it does not work; nothing else is taken
     * instead. Its bytes differ between machines and drivers.
     */
    videoEncoder: z.enum(VIDEO_ENCODERS).default('software'),
    quality: z.enum(QUALITIES).default('standard'),
    /**
     * Constant rate factor, 0 to 63 (0 to 51 for mp4; whole numbers from 1 for hardware, whose own scale it is then).
     * Excludes `bitrate`.
     */
    crf: z.number().min(0).max(63).optional(),
    bitrate: bitrate.optional(),
    /** Frames per chunk. Excludes `targetChunkFrames`. Default: `max(10, ceil(total / maxParallelChunks))`. */
    chunkSize: z.int().min(1).optional(),
    /** Most chunks that a plan may have. */
    maxParallelChunks: z.int().min(1).max(10_000).default(16),
    /** Frames per chunk to aim at; the count is `clamp(ceil(total / target), 1, maxParallelChunks)`. */
    targetChunkFrames: z.int().min(1).optional(),
    /** What chunks have in common: their length, or the time they take. */
    balance: z.enum(['frames', 'cost']).default('frames'),
    videoFrameFormat: z.enum(['auto', 'jpg', 'png']).default('auto'),
    /** Relative to the project folder. */
    entryFile: z.string().min(1).default('index.html'),
    /** Values for the composition's variables; JSON. */
    variables: z.record(z.string(), z.json()).default({}),
    planDirSizeLimitBytes: z
      .int()
      .positive()
      .default(2 * 1024 ** 3),
    /**
     * Refuse fonts that the composition does not bring. Default: true for `plan` of `framelane/distributed` and for
     * `framelane plan`, whose chunks may be rendered on other machines; false where one machine renders all.
     */
    rejectOnSystemFonts: z.boolean().default(false),
    /** `strict` turns warnings about the composition into errors. */
    strictness: z.enum(['lenient', 'strict']).default('lenient'),
    /** Write a constant frame rate again while assembling (decodes and encodes; stream copy is the default). */
    cfr: z.boolean().default(false),
    /** Seed of `Math.random` and `crypto.getRandomValues` inside the page. */
    seed: z
      .int()
      .min(0)
      .max(2 ** 32 - 1)
      .default(1),
    /** `software` refuses a hardware GPU, whose pixels differ between machines. */
    gl: z.enum(['software', 'any']).default('software'),
    captureMode: z.enum(['auto', ...CAPTURE_MODES]).default('auto'),
    /** Integrated loudness that the soundtrack is brought to, in LUFS: -14 for the web, -23 for broadcast. Default: as mixed. */
    loudness: z.number().min(-50).max(-5).optional(),
    runtimeCap: runtimeCapSchema.optional(),
    /** How long the page may take to become ready, in milliseconds. */
    readyTimeoutMs: z.int().min(100).max(3_600_000).default(45_000),
  })
  .superRefine((config, context) => {
    const issue = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (config.crf !== undefined && config.bitrate !== undefined) {
      issue('bitrate', 'give either crf or bitrate, not both');
    }
    if (config.chunkSize !== undefined && config.targetChunkFrames !== undefined) {
      issue('targetChunkFrames', 'give either chunkSize or targetChunkFrames, not both');
    }
    if (config.codec !== undefined && config.format !== 'mp4') {
      issue('codec', `a codec can be chosen for mp4 only; ${config.format} has its own`);
    }
    if (config.crf !== undefined && config.format === 'mp4' && config.crf > 51) {
      issue('crf', `expected 0 to 51 for mp4 (got ${config.crf})`);
    }
    for (const field of ['crf', 'bitrate'] as const) {
      if (config[field] !== undefined && config.format !== 'mp4' && config.format !== 'webm') {
        issue(field, `${config.format} has no rate control; remove ${field}, or use mp4 or webm`);
      }
    }
    const { videoEncoder, format, crf } = config;
    if (videoEncoder === 'software') return;
    if (format !== 'mp4') {
      issue('videoEncoder', `${videoEncoder} encodes mp4 only; leave it at software for ${format}`);
    }
    if (crf !== undefined && (!Number.isInteger(crf) || crf < 1)) {
      issue('crf', `expected a whole number from 1 to 51 for ${videoEncoder} (got ${crf})`);
    }
    if (config.cfr) {
      issue(
        'cfr',
        `it encodes again while assembling, in software; leave it out, or leave videoEncoder at software`,
      );
    }
  });

/** What a caller may write. */
export type DistributedRenderConfig = z.input<typeof distributedRenderConfigSchema>;
/** The same with defaults filled in; `fps`, `width` and `height` still follow the composition when absent. */
export type ResolvedRenderConfig = z.output<typeof distributedRenderConfigSchema>;

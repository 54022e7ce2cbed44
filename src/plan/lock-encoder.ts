import {
  ALPHA_FORMATS,
  type CaptureMode,
  type Fps,
  fpsToNumber,
  type LockedRenderConfig,
  type Quality,
  type ResolvedRenderConfig,
} from '../contract/index.js';
import { resolveQuality } from '../ffmpeg/index.js';
import type { OutputSize } from './resolve-output-size.js';

/**
 * Encoder threads per chunk. Two keep a chunk's encoder ahead of its browser, and as the count changes the bytes that
 * some encoders write, it must not follow the machine.
 */
const ENCODER_THREADS = 2;

/** Longest distance between keyframes, in seconds: how far a player has to go back to seek. */
const GOP_SEC = 2;

/**
 * Quality of the JPEG between browser and encoder: above what the encoder keeps. 97 instead of 92 takes 5 % more CPU for files
 * that are 6 to 9 % smaller and nearer to what was painted: the encoder spends bits on the traces of JPEG.
 */
const JPEG_QUALITY: Readonly<Record<Quality, number>> = { draft: 80, standard: 97, high: 98 };

/** Codec by format; mp4 has a choice. */
const CODEC_OF_FORMAT = { webm: 'vp9', mov: 'prores', 'png-sequence': 'png', gif: 'gif' } as const;

/** The codec that a configuration comes to. */
export function codecOf({
  format,
  codec,
}: Pick<ResolvedRenderConfig, 'format' | 'codec'>): LockedRenderConfig['codec'] {
  return format === 'mp4' ? (codec ?? 'h264') : CODEC_OF_FORMAT[format];
}

export function hasAlpha(format: ResolvedRenderConfig['format']): boolean {
  return ALPHA_FORMATS.includes(format);
}

/** Resolves every setting that decides bytes. Transparent formats and gif take PNG frames: JPEG has no alpha. */
export function lockEncoder(
  config: ResolvedRenderConfig,
  facts: {
    readonly fps: Fps;
    readonly size: OutputSize;
    readonly captureMode: CaptureMode;
    readonly captureModeWhy: string;
    readonly chunkSize: number;
  },
): LockedRenderConfig {
  const { format, videoEncoder, quality, gl, seed, cfr, readyTimeoutMs } = config;
  const codec = codecOf(config);
  const alpha = hasAlpha(format);
  return {
    format,
    codec,
    videoEncoder,
    quality,
    ...resolveQuality({ format, codec, quality, videoEncoder, crf: config.crf, bitrate: config.bitrate }),
    outputWidthPx: facts.size.outputWidthPx,
    outputHeightPx: facts.size.outputHeightPx,
    fps: facts.fps,
    alpha,
    gopFrames: Math.max(1, Math.min(facts.chunkSize, Math.round(fpsToNumber(facts.fps) * GOP_SEC))),
    encoderThreads: ENCODER_THREADS,
    imageFormat: facts.captureMode === 'raw' ? 'i420' : alpha || format === 'gif' ? 'png' : 'jpeg',
    jpegQuality: JPEG_QUALITY[quality],
    captureMode: facts.captureMode,
    captureModeWhy: facts.captureModeWhy,
    gl,
    seed,
    cfr,
    readyTimeoutMs,
  };
}

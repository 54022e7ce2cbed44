import { rm, stat } from 'node:fs/promises';
import canonicalize from 'canonicalize';
import { isRenderError } from '../../errors/index.js';
import {
  type ExtractedFrame,
  type ExtractFramesRequest,
  extractFrames,
  type FrameTimes,
  type SourceFrameFormat,
  type VideoStreamProbe,
} from '../../ffmpeg/index.js';
import { sha256Of } from '../../files/index.js';
import type { FrameCache } from './frame-cache.js';
import type { MediaSource } from './probe-sources.js';

/** Frames that are tried: the first, one in the middle, the last. */
const TRIALS = 3;

/** So many frames are decoded in the time that an ffmpeg takes to start. */
const QUICK_FRAMES = 100;

/**
 * A PNG of flat colours and sharp edges (screens, diagrams, titles) is hardly larger than its JPEG, and is exact; of a
 * camera's picture it is many times as large. Up to this many times, PNG is taken.
 */
const SCREEN_RATIO = 1.5;

/** Changes when formats are chosen in another way, so that kept choices are not used any more. */
const CHOICE_VERSION = 1;

export interface FormatRequest {
  readonly ffmpegPath: string;
  readonly ffmpegVersion: string;
  /** Of the film, absolute. */
  readonly path: string;
  readonly digest: string;
  readonly source: MediaSource;
  readonly video: VideoStreamProbe;
  readonly times: FrameTimes;
  /** Frames are tried as large as the film, but not larger than this. */
  readonly outputSize: { readonly widthPx: number; readonly heightPx: number };
  readonly cache: FrameCache;
  readonly signal: AbortSignal | undefined;
}

/**
 * JPEG for what a camera has seen; PNG for transparency, images, and pictures like those of a screen. What was chosen once
 * for a film is kept with its frames.
 */
export async function chooseFormat(request: FormatRequest): Promise<SourceFrameFormat> {
  const { source, video, digest, ffmpegVersion, cache } = request;
  if (video.alpha || source.kind === 'animated-image') return 'png';
  const size = trialSize(request);
  const identity = { choice: CHOICE_VERSION, digest, ffmpegVersion, ...size };
  const key = sha256Of(canonicalize(identity) ?? '').slice(0, 40);
  const kept = await cache.readChoice(key);
  if (kept === 'jpg' || kept === 'png') return kept;
  const bytes = await trialBytes(request, size);
  // Nothing could be decoded where it was tried; what is shown may be elsewhere.
  if (bytes.jpg === 0) return 'jpg';
  const chosen = bytes.png <= bytes.jpg * SCREEN_RATIO ? 'png' : 'jpg';
  await cache.keepChoice(key, chosen);
  return chosen;
}

function trialSize({ source, outputSize }: FormatRequest) {
  const factor = Math.min(1, outputSize.widthPx / source.widthPx, outputSize.heightPx / source.heightPx);
  if (factor === 1) return { widthPx: source.widthPx, heightPx: source.heightPx };
  const even = (value: number) => Math.max(2, 2 * Math.round((value * factor) / 2));
  return { widthPx: even(source.widthPx), heightPx: even(source.heightPx) };
}

async function trialBytes(
  { path, video, times, cache, ffmpegPath, ffmpegVersion, signal }: FormatRequest,
  size: { readonly widthPx: number; readonly heightPx: number },
): Promise<Record<SourceFrameFormat, number>> {
  const bytes = { jpg: 0, png: 0 };
  const outputDir = await cache.makeWorkDir();
  const common = { ffmpegPath, ffmpegVersion, signal, path, video, times, ...size, outputDir };
  try {
    for (const indexes of planTrials(times.pts.length, times.keyframes)) {
      for (const frame of await extractWhatThereIs({ ...common, indexes, formats: ['jpg', 'png'] })) {
        bytes[frame.format] += (await stat(frame.path)).size;
        await rm(frame.path);
      }
    }
    return bytes;
  } finally {
    await rm(outputDir, { recursive: true, force: true });
  }
}

/** A film that is damaged where it is tried may be whole where it is shown. */
async function extractWhatThereIs(request: ExtractFramesRequest): Promise<ExtractedFrame[]> {
  try {
    return await extractFrames(request);
  } catch (error) {
    if (isRenderError(error) && error.code === 'FFMPEG_FAILED') return [];
    throw error;
  }
}

/**
 * The frames to try, by the runs of ffmpeg that get them: a keyframe instead of one that is decoded by way of it, as long
 * as they differ from each other; one run where decoding what lies between is quicker than starting again. Pure.
 * @param keyframes ascending.
 */
export function planTrials(frameCount: number, keyframes: readonly number[]): number[][] {
  const keyframeOf = (index: number) => keyframes.findLast((keyframe) => keyframe <= index) ?? 0;
  const frames: number[] = [];
  for (let trial = 0; trial < TRIALS; trial++) {
    const frame = Math.round((trial * (frameCount - 1)) / (TRIALS - 1));
    const keyframe = keyframeOf(frame);
    const last = frames.at(-1) ?? -1;
    if (keyframe > last) frames.push(keyframe);
    else if (frame > last) frames.push(frame);
  }
  const [first = 0] = frames;
  const together = (frames.at(-1) ?? 0) - keyframeOf(first);
  const apart = frames.reduce((sum, frame) => sum + frame - keyframeOf(frame), 0);
  return together <= apart + QUICK_FRAMES * (frames.length - 1) ? [frames] : frames.map((frame) => [frame]);
}

import { rm, stat } from 'node:fs/promises';
import { extractFrames, type SourceFrameFormat, type VideoStreamProbe } from '../../ffmpeg/index.js';
import type { FrameCache } from './frame-cache.js';
import type { FilmNeeds } from './resolve-videos.js';

/** Frames that are tried: the first, one in the middle, the last. */
const TRIALS = 3;

/** So many frames are decoded in the time that an ffmpeg takes to start. */
const QUICK_FRAMES = 100;

/**
 * A PNG of flat colours and sharp edges (screens, diagrams, titles) is hardly larger than its JPEG, and is exact; of a
 * camera's picture it is many times as large. Up to this many times, PNG is taken.
 */
const SCREEN_RATIO = 1.5;

export interface FormatRequest {
  readonly ffmpegPath: string;
  readonly ffmpegVersion: string;
  readonly compiledPath: string;
  readonly film: FilmNeeds;
  readonly cache: FrameCache;
  readonly signal: AbortSignal | undefined;
}

/** JPEG for what a camera has seen; PNG for transparency, images, and pictures like those of a screen. */
export async function chooseFormat(request: FormatRequest): Promise<SourceFrameFormat> {
  const { video } = request.film.source.probe;
  if (video === null || video.alpha || request.film.source.kind === 'animated-image') return 'png';
  const bytes = await trialBytes(request, video);
  return bytes.png <= bytes.jpg * SCREEN_RATIO ? 'png' : 'jpg';
}

async function trialBytes(
  { compiledPath: path, film, cache, ...run }: FormatRequest,
  video: VideoStreamProbe,
): Promise<Record<SourceFrameFormat, number>> {
  const { times, widthPx, heightPx } = film;
  const bytes = { jpg: 0, png: 0 };
  const outputDir = await cache.makeWorkDir();
  const common = { ...run, path, video, times, widthPx, heightPx, outputDir };
  try {
    for (const indexes of planTrials(film.indexes, times.keyframes)) {
      for (const frame of await extractFrames({ ...common, indexes, formats: ['jpg', 'png'] })) {
        bytes[frame.format] += (await stat(frame.path)).size;
        await rm(frame.path);
      }
    }
    return bytes;
  } finally {
    await rm(outputDir, { recursive: true, force: true });
  }
}

/**
 * The frames to try, by the runs of ffmpeg that get them: a keyframe instead of one that is decoded by way of it, as long
 * as they differ from each other; one run where decoding what lies between is quicker than starting again. Pure.
 * @param indexes of the film's frames that are shown, ascending.
 * @param keyframes ascending.
 */
export function planTrials(indexes: readonly number[], keyframes: readonly number[]): number[][] {
  const keyframeOf = (index: number) => keyframes.findLast((keyframe) => keyframe <= index) ?? 0;
  const frames: number[] = [];
  for (let trial = 0; trial < TRIALS; trial++) {
    const shown = indexes[Math.round((trial * (indexes.length - 1)) / (TRIALS - 1))] ?? 0;
    const keyframe = keyframeOf(shown);
    const last = frames.at(-1) ?? -1;
    if (keyframe > last) frames.push(keyframe);
    else if (shown > last) frames.push(shown);
  }
  const [first = 0] = frames;
  const together = (frames.at(-1) ?? 0) - keyframeOf(first);
  const apart = frames.reduce((sum, frame) => sum + frame - keyframeOf(frame), 0);
  return together <= apart + QUICK_FRAMES * (frames.length - 1) ? [frames] : frames.map((frame) => [frame]);
}

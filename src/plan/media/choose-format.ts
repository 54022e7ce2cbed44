import { rm, stat } from 'node:fs/promises';
import { extractFrames } from '../../ffmpeg/index.js';
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
export async function chooseFormat(request: FormatRequest): Promise<'jpg' | 'png'> {
  const { video } = request.film.source.probe;
  if (video?.alpha === true || request.film.source.kind === 'animated-image') return 'png';
  const png = await trialBytes(request, 'png');
  const jpg = await trialBytes(request, 'jpg');
  return png <= jpg * SCREEN_RATIO ? 'png' : 'jpg';
}

async function trialBytes(request: FormatRequest, format: 'jpg' | 'png'): Promise<number> {
  const { compiledPath, film, cache, ...run } = request;
  const { video } = film.source.probe;
  if (video === null) return 0;
  const outputDir = await cache.makeWorkDir();
  try {
    let bytes = 0;
    for (const indexes of trials(film.indexes)) {
      const { times, widthPx, heightPx } = film;
      const needs = {
        ...run,
        path: compiledPath,
        video,
        times,
        widthPx,
        heightPx,
        indexes,
        format,
        outputDir,
      };
      for (const [, path] of await extractFrames(needs)) bytes += (await stat(path)).size;
    }
    return bytes;
  } finally {
    await rm(outputDir, { recursive: true, force: true });
  }
}

/** The frames to try, by the runs of ffmpeg that get them: one where it is quicker to decode than to start again. */
function trials(indexes: readonly number[]): number[][] {
  const places = Array.from({ length: TRIALS }, (_, trial) =>
    Math.round((trial * (indexes.length - 1)) / (TRIALS - 1)),
  );
  const frames = [...new Set(places.map((place) => indexes[place] ?? 0))];
  const span = (frames.at(-1) ?? 0) - (frames[0] ?? 0);
  return span <= QUICK_FRAMES ? [frames] : frames.map((frame) => [frame]);
}

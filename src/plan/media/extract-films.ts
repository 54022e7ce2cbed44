import { constants, copyFile, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import canonicalize from 'canonicalize';
import pLimit from 'p-limit';
import { assertPlanSize } from '../../composition/index.js';
import { PLAN_PATHS } from '../../contract/index.js';
import { isRenderError, RenderError, throwIfAborted } from '../../errors/index.js';
import { type ExtractedFrame, extractFrames, sourceFrameName } from '../../ffmpeg/index.js';
import { forFiles, sha256Of } from '../../files/index.js';
import type { FrameCache } from './frame-cache.js';
import { groupFrames } from './group-frames.js';
import type { FilmNeeds } from './resolve-videos.js';
import { isWholeImage } from './whole-image.js';

/** Changes when frames are extracted in another way, so that kept ones are not used any more. */
const EXTRACTION_VERSION = 2;

/** Frames of one ffmpeg: enough that its start and the way from its keyframe do not count. */
const MIN_SEGMENT_FRAMES = 60;

export interface ExtractRequest {
  readonly ffmpegPath: string;
  readonly ffmpegVersion: string;
  readonly compiledDir: string;
  readonly planDir: string;
  readonly cache: FrameCache;
  /** Of the whole plan. */
  readonly sizeLimitBytes: number;
  readonly signal: AbortSignal | undefined;
}

/** What became of a film's frames. */
export interface ExtractedFilm extends FilmNeeds {
  /** Relative to the plan directory. */
  readonly frameDir: string;
}

/**
 * Extracts frames into `video-frames/` of a plan: those that were extracted for an earlier plan are copied, the others
 * come from as many ffmpegs at a time as there are processors.
 * @throws VIDEO_EXTRACTION_FAILED naming film and frames, PLAN_TOO_LARGE, DISK_FULL, CANCELLED.
 */
export async function extractFilms(
  films: readonly FilmNeeds[],
  request: ExtractRequest,
): Promise<ExtractedFilm[]> {
  const limit = pLimit(availableParallelism());
  const extracted = await Promise.all(films.map((film) => extractFilm(film, request, limit)));
  await request.cache.prune();
  return extracted;
}

async function extractFilm(
  film: FilmNeeds,
  request: ExtractRequest,
  limit: ReturnType<typeof pLimit>,
): Promise<ExtractedFilm> {
  const { cache, planDir, ffmpegVersion, signal } = request;
  const { widthPx, heightPx, format, digest } = film;
  const identity = { v: EXTRACTION_VERSION, digest, ffmpegVersion, widthPx, heightPx, format };
  const key = sha256Of(canonicalize(identity) ?? '').slice(0, 40);
  const folder = await cache.open(key);
  const missing = await findMissing(film, folder);
  await Promise.all(
    toSegments(missing).map((indexes) => limit(() => extractSegment(film, format, indexes, key, request))),
  );
  const frameDir = `${PLAN_PATHS.videoFrames}/${film.name}`;
  await mkdir(join(planDir, frameDir), { recursive: true });
  await assertFits(film, format, folder, request.sizeLimitBytes);
  await forFiles(film.indexes, async (index) => {
    throwIfAborted(signal);
    const name = sourceFrameName(index, format);
    await copyFile(join(folder, name), join(planDir, frameDir, name), constants.COPYFILE_FICLONE);
  });
  return { ...film, frameDir };
}

/** The frames that are not kept, or not whole. */
async function findMissing({ indexes, format }: FilmNeeds, folder: string): Promise<number[]> {
  const known = new Set(await readdir(folder));
  const missing = indexes.filter((index) => !known.has(sourceFrameName(index, format)));
  const there = indexes.filter((index) => known.has(sourceFrameName(index, format)));
  await forFiles(there, async (index) => {
    if (!(await isWholeImage(join(folder, sourceFrameName(index, format)), format))) missing.push(index);
  });
  return missing.sort((a, b) => a - b);
}

/** Before anything is copied. */
async function assertFits(
  film: FilmNeeds,
  format: 'jpg' | 'png',
  folder: string,
  limitBytes: number,
): Promise<void> {
  const sizes = await Promise.all(
    film.indexes.map(async (index) => {
      const name = sourceFrameName(index, format);
      return {
        path: `${PLAN_PATHS.videoFrames}/${film.name}/${name}`,
        sizeBytes: (await stat(join(folder, name))).size,
      };
    }),
  );
  assertPlanSize(groupFrames(sizes), limitBytes);
}

/** Parts that are extracted side by side. */
function toSegments(indexes: readonly number[]): number[][] {
  const length = Math.max(MIN_SEGMENT_FRAMES, Math.ceil(indexes.length / availableParallelism()));
  const segments: number[][] = [];
  for (let at = 0; at < indexes.length; at += length) segments.push(indexes.slice(at, at + length));
  return segments;
}

async function extractSegment(
  film: FilmNeeds,
  format: 'jpg' | 'png',
  indexes: readonly number[],
  key: string,
  { ffmpegPath, ffmpegVersion, compiledDir, cache, signal }: ExtractRequest,
): Promise<void> {
  const { video } = film.source.probe;
  if (video === null || indexes.length === 0) return;
  const outputDir = await cache.makeWorkDir();
  const { times, widthPx, heightPx } = film;
  const path = join(compiledDir, film.path);
  const one = {
    ffmpegPath,
    ffmpegVersion,
    path,
    video,
    times,
    widthPx,
    heightPx,
    indexes,
    formats: [format],
    outputDir,
    signal,
  };
  try {
    let written = await extractFrames(one);
    // A film whose index is wrong cannot be entered in the middle: it is read from its beginning.
    if (written.length < indexes.length)
      written = await extractFrames({ ...one, times: { ...times, keyframes: [] } });
    if (written.length < indexes.length) throw incomplete(film, indexes, written);
    await cache.take(
      key,
      written.map(({ index, path: from }) => ({ path: from, name: sourceFrameName(index, format) })),
    );
  } catch (error) {
    throw asExtractionError(error, film);
  } finally {
    await rm(outputDir, { recursive: true, force: true });
  }
}

function incomplete(
  { path, times }: FilmNeeds,
  indexes: readonly number[],
  written: readonly ExtractedFrame[],
): RenderError {
  const there = new Set(written.map(({ index }) => index));
  const lost = indexes.filter((index) => !there.has(index));
  const fix = 'Check that the film plays to its end, or write it again with ffmpeg.';
  const what = `${lost.length} of ${indexes.length} frames of ${path} could not be decoded, the first of them frame ${lost[0]} of ${times.pts.length}`;
  return new RenderError('VIDEO_EXTRACTION_FAILED', `${what}. ${fix}`, {
    path,
    frames: lost.slice(0, 20),
    fix,
  });
}

function asExtractionError(error: unknown, { path }: FilmNeeds): unknown {
  if (!isRenderError(error) || error.code !== 'FFMPEG_FAILED') return error;
  const fix =
    'Check that the film plays to its end; run details.command in a shell to see all that ffmpeg says.';
  return new RenderError(
    'VIDEO_EXTRACTION_FAILED',
    `The frames of ${path} could not be extracted: ${error.message} ${fix}`,
    { ...error.details, path, fix },
    { cause: error },
  );
}

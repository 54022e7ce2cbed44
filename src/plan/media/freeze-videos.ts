import { join } from 'node:path';
import type { ChunkSliceJson, PlanAssetJson, VideoJson, VideosJson } from '../../contract/index.js';
import { type FrameTimes, readFrameTimes } from '../../ffmpeg/index.js';
import type { MediaSample } from '../../page/protocol.js';
import type { Environment } from '../../process/index.js';
import { extractFilms } from './extract-films.js';
import { FrameCache } from './frame-cache.js';
import { resolveFrameNeeds } from './frame-needs.js';
import { judgeMedia } from './judge-media.js';
import type { MediaSource, MediaSources } from './probe-sources.js';
import { resolveFilms, resolveVideo, type WatchedVideo } from './resolve-videos.js';
import type { WatchedMedia } from './watch-page.js';

export interface FreezeVideosRequest {
  readonly watched: WatchedMedia;
  readonly sources: MediaSources;
  readonly tools: {
    readonly ffmpegPath: string;
    readonly ffprobePath: string;
    readonly ffmpegVersion: string;
  };
  readonly planDir: string;
  readonly compiledDir: string;
  readonly frameCount: number;
  readonly durationSec: number;
  /** Pixels of the output per CSS pixel. */
  readonly scale: number;
  readonly format: 'auto' | 'jpg' | 'png';
  readonly slices: readonly ChunkSliceJson[];
  readonly sizeLimitBytes: number;
  readonly env: Environment;
  readonly signal: AbortSignal | undefined;
}

/** What `meta/videos.json` says, and which chunk needs which file. */
export interface FrozenVideos {
  readonly videos: VideosJson;
  readonly needs: ReadonlyMap<string, PlanAssetJson['neededBy']>;
}

/** Extracts what the composition shows of its films into a plan. @throws see `judgeMedia` and `extractFilms`. */
export async function freezeVideos(request: FreezeVideosRequest): Promise<FrozenVideos> {
  const { watched, sources, tools, compiledDir, frameCount, durationSec, scale, signal } = request;
  const shown = watched.samples.flatMap((sample) => toWatchedVideo(sample, sources) ?? []);
  const timesOf = new Map<string, FrameTimes>();
  for (const { path, source } of shown) {
    const { video } = source.probe;
    if (video === null || timesOf.has(path)) continue;
    timesOf.set(
      path,
      await readFrameTimes(tools.ffprobePath, join(compiledDir, path), source.probe, video, { signal }),
    );
  }
  const resolved = shown.flatMap((video) => {
    const times = timesOf.get(video.path);
    return times === undefined ? [] : [resolveVideo(video, times, frameCount, durationSec)];
  });
  const films = await extractFilms(resolveFilms(shown, resolved, timesOf, scale), {
    ...tools,
    compiledDir,
    planDir: request.planDir,
    cache: new FrameCache(request.env),
    format: request.format,
    sizeLimitBytes: request.sizeLimitBytes,
    signal,
  });
  const videos = resolved.flatMap((video): VideoJson[] => {
    const film = films.find(({ path }) => path === video.path);
    if (film === undefined) return [];
    const { frameDir, format, widthPx, heightPx } = film;
    return [{ ...video, frameDir, frameFormat: format, widthPx, heightPx }];
  });
  const needs = resolveFrameNeeds(videos, request.slices, watched.stepsFrames);
  // Chunks show frames, never the film; it stays in the plan as what they were made from.
  for (const { path, source } of shown) if (source.kind === 'video') needs.set(`compiled/${path}`, []);
  return { videos, needs };
}

function toWatchedVideo(sample: MediaSample, sources: MediaSources): WatchedVideo | null {
  if (sample.tag === 'audio' || sample.frames.length === 0) return null;
  const source: MediaSource = judgeMedia(sample, sources);
  return { sample, path: sample.path ?? '', source };
}

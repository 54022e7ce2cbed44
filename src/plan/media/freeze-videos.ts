import type { ChunkSliceJson, PlanAssetJson, VideoJson, VideosJson } from '../../contract/index.js';
import type { MediaSample } from '../../page/protocol.js';
import { extractFilms } from './extract-films.js';
import type { FilmStudies, FilmStudy } from './film-studies.js';
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
  readonly studies: FilmStudies;
  readonly slices: readonly ChunkSliceJson[];
  readonly sizeLimitBytes: number;
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
  const studies = new Map<string, FilmStudy>();
  await Promise.all(
    shown.map(async ({ path, source }) => {
      const { video } = source.probe;
      if (video !== null) studies.set(path, await request.studies.of(path, source, video));
    }),
  );
  const resolved = shown.flatMap((video) => {
    const study = studies.get(video.path);
    return study === undefined ? [] : [resolveVideo(video, study.times, frameCount, durationSec)];
  });
  const films = await extractFilms(resolveFilms(shown, resolved, studies, scale), {
    ...tools,
    compiledDir,
    planDir: request.planDir,
    cache: request.studies.cache,
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

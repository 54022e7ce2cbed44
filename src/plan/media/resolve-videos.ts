import { heldPositionSec, type VideoJson } from '../../contract/index.js';
import type { FrameTimes } from '../../ffmpeg/index.js';
import type { MediaSample } from '../../page/protocol.js';
import type { FilmStudy } from './film-studies.js';
import { pickFrame } from './pick-frame.js';
import type { MediaSource } from './probe-sources.js';

/** A `<video>` or moving `<img>` as the page showed it, with its file. */
export interface WatchedVideo {
  readonly sample: MediaSample;
  readonly path: string;
  readonly source: MediaSource;
}

/** One film and the frames of it that the composition shows, as all its elements together need them. */
export interface FilmNeeds extends FilmStudy {
  readonly path: string;
  readonly source: MediaSource;
  /** Size of the extracted frames: as large as they are shown, never above the film's own. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** Places in `times.pts`, ascending. */
  readonly indexes: readonly number[];
  /** Name of the folder in `video-frames/`. */
  readonly name: string;
}

/** What becomes of the watched elements, but for the format of the frames. */
export interface ResolvedVideo extends Omit<VideoJson, 'frameFormat' | 'widthPx' | 'heightPx' | 'frameDir'> {
  readonly path: string;
}

/** The frame of its film that an element shows, per frame of the composition. Pure. */
export function resolveVideo(
  { sample, path, source }: WatchedVideo,
  times: FrameTimes,
  frameCount: number,
  durationSec: number,
): ResolvedVideo {
  const firstFrame = sample.frames[0]?.[0] ?? 0;
  const lastFrame = Math.min(sample.frames.at(-1)?.[0] ?? -1, frameCount - 1);
  const shown = new Array<number>(Math.max(0, lastFrame - firstFrame + 1)).fill(-1);
  for (const [frameIndex, positionSec] of sample.frames) {
    if (frameIndex < frameCount)
      shown[frameIndex - firstFrame] = pickFrame(times, held(sample, source, positionSec));
  }
  const { id, tag, startSec, windowEndSec, mediaStartSec, playbackRate, loop } = sample;
  return {
    id,
    tag: tag === 'img' ? 'img' : 'video',
    path,
    sourceWidthPx: source.widthPx,
    sourceHeightPx: source.heightPx,
    startSec,
    endSec: Math.min(windowEndSec ?? durationSec, durationSec),
    mediaStartSec,
    playbackRate,
    loop: loop || source.plays === 0,
    firstFrame,
    shown,
  };
}

function held({ loop }: MediaSample, { durationSec, plays = 1 }: MediaSource, positionSec: number): number {
  if (plays === 0) return heldPositionSec(positionSec, durationSec, true);
  // After its last time an image holds its last picture.
  if (plays > 1 && positionSec >= plays * durationSec) return durationSec;
  return heldPositionSec(positionSec, durationSec, loop || plays > 1);
}

/** The films behind the elements, each once. @param scale pixels of the output per CSS pixel. Pure. */
export function resolveFilms(
  watched: readonly WatchedVideo[],
  resolved: readonly ResolvedVideo[],
  studies: ReadonlyMap<string, FilmStudy>,
  scale: number,
): FilmNeeds[] {
  const paths = [...new Set(watched.map(({ path }) => path))];
  return paths.flatMap((path) => {
    const users = watched.filter((video) => video.path === path);
    const [first] = users;
    const study = studies.get(path);
    if (first === undefined || study === undefined) return [];
    const shown = resolved.filter((video) => video.path === path).flatMap((video) => video.shown);
    const indexes = [...new Set(shown)].filter((index) => index >= 0).sort((a, b) => a - b);
    const size = sizeOf(first.source, users, scale);
    return indexes.length === 0
      ? []
      : [{ path, source: first.source, ...study, ...size, indexes, name: first.sample.id }];
  });
}

function sizeOf(
  { widthPx, heightPx }: MediaSource,
  users: readonly WatchedVideo[],
  scale: number,
): { widthPx: number; heightPx: number } {
  // Not laid out: a script draws it, in whatever size.
  const isWhole = users.some(({ sample }) => sample.needsSourceSize || sample.scale === 0);
  const factor = Math.max(...users.map(({ sample }) => sample.scale)) * scale;
  const even = (value: number) => Math.max(2, 2 * Math.ceil(value / 2 - 1e-6));
  const width = even(widthPx * factor);
  if (isWhole || width >= widthPx) return { widthPx, heightPx };
  return { widthPx: width, heightPx: even(heightPx * factor) };
}

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pLimit from 'p-limit';
import type { MediaSourceJson } from '../../contract/index.js';
import { isRenderError } from '../../errors/index.js';
import { type MediaProbe, probeMedia } from '../../ffmpeg/index.js';
import { toPosix } from '../../files/index.js';
import { readImageAnimation } from './animated-image.js';

const FILM_OR_SOUND = /\.(mp4|m4v|mov|webm|mkv|avi|ogv|mpg|mpeg|ts|mp3|m4a|aac|wav|ogg|oga|opus|flac|weba)$/i;
const MAYBE_ANIMATED = /\.(gif|png|apng|webp)$/i;

/** ffprobe reads little of a file and waits for the disk; more at a time do not help. */
const PROBES_AT_A_TIME = 4;

/** What is known of a file that ffprobe cannot read. */
const NOTHING: MediaProbe = {
  format: '',
  durationSec: 0,
  startSec: 0,
  sizeBytes: 0,
  video: null,
  audio: null,
};

/** A media file of the composition. */
export interface MediaSource extends MediaSourceJson {
  readonly probe: MediaProbe;
}

/** The media files of a composition, by their paths relative to it. */
export interface MediaSources {
  readonly readable: ReadonlyMap<string, MediaSource>;
  /** What ffprobe says of the others. Nothing is wrong with them until something refers to them. */
  readonly unreadable: ReadonlyMap<string, string>;
}

/**
 * Asks ffprobe about every file of a folder that looks like a film, a sound or an image that moves.
 * @param namedPaths files that media elements refer to, whatever they look like.
 */
export async function probeSources(
  compiledDir: string,
  namedPaths: readonly string[],
  ffprobePath: string,
  signal: AbortSignal | undefined,
): Promise<MediaSources> {
  const readable = new Map<string, MediaSource>();
  const unreadable = new Map<string, string>();
  const limit = pLimit(PROBES_AT_A_TIME);
  const entries = await readdir(compiledDir, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => toPosix(join(entry.parentPath, entry.name).slice(compiledDir.length + 1)))
    .sort();
  await Promise.all(
    paths.map((path) =>
      limit(async () => {
        const mayMove = MAYBE_ANIMATED.test(path);
        const isMedia = !mayMove && (FILM_OR_SOUND.test(path) || namedPaths.includes(path));
        if (!isMedia && !mayMove) return;
        const absolute = join(compiledDir, path);
        const animation = isMedia ? null : readImageAnimation(await readFile(absolute));
        if (!isMedia && animation === null) return;
        try {
          const probe = await probeMedia(ffprobePath, absolute, { signal });
          readable.set(path, toSource(probe, animation?.plays));
        } catch (error) {
          // A file that ffprobe gives up on by itself is at fault, not the machine.
          const gaveUp =
            isRenderError(error) && error.code === 'FFMPEG_FAILED' && error.details.exitCode != null;
          if (!gaveUp) throw error;
          // Told to the page all the same, which finds the elements that show it: they are refused by name.
          if (animation !== null) readable.set(path, toSource(NOTHING, animation.plays));
          unreadable.set(
            path,
            String(error.details.stderrTail ?? error.message)
              .split('\n')
              .at(-1) ?? '',
          );
        }
      }),
    ),
  );
  return { readable: new Map([...readable].sort(([a], [b]) => (a < b ? -1 : 1))), unreadable };
}

function toSource(probe: MediaProbe, plays: number | undefined): MediaSource {
  const { video } = probe;
  const durationSec = lengthOf(probe);
  if (video === null && plays !== undefined) {
    return { kind: 'animated-image', durationSec: 0, widthPx: 0, heightPx: 0, plays, probe };
  }
  if (video === null) return { kind: 'audio', durationSec, widthPx: 0, heightPx: 0, probe };
  const wide = Math.round(video.widthPx * video.pixelAspect);
  const isTurned = video.rotationDeg % 180 === 90;
  return {
    kind: plays === undefined ? 'video' : 'animated-image',
    durationSec,
    widthPx: isTurned ? video.heightPx : wide,
    heightPx: isTurned ? wide : video.heightPx,
    ...(plays !== undefined && { plays }),
    probe,
  };
}

/** From the file's beginning to the end of its last stream, in seconds. Containers round theirs to milliseconds. */
function lengthOf(probe: MediaProbe): number {
  const { video, audio, format, startSec } = probe;
  // Matroska's lengths count from zero, wherever a stream begins.
  const countsFromZero = /matroska|webm/.test(format);
  const ends = [video, audio].flatMap((stream) =>
    stream === null || stream.durationSec <= 0
      ? []
      : [stream.durationSec + (countsFromZero ? 0 : stream.startSec)],
  );
  return ends.length === 0 ? probe.durationSec : Math.max(0, Math.max(...ends) - startSec);
}

/** What the page is told of them. */
export function toPageSources({ readable }: MediaSources): Record<string, MediaSourceJson> {
  return Object.fromEntries([...readable].map(([path, { probe: _probe, ...source }]) => [path, source]));
}

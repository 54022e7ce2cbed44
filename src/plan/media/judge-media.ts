import { RenderError } from '../../errors/index.js';
import type { MediaSource, MediaSources } from './probe-sources.js';

/** An element that refers to a media file. */
export interface MediaUser {
  readonly tag: 'video' | 'audio' | 'img';
  /** `video#intro (index.html:12)`, for messages. */
  readonly where: string;
  /** Relative to the composition; null for an address that is none of its files. */
  readonly path: string | null;
  readonly url?: string;
}

/**
 * The file of an element, which has to be what its tag says.
 * @throws VIDEO_SOURCE_UNRENDERABLE, INVALID_VIDEO_METADATA for a video; COMPOSITION_INVALID for a sound. All name element
 * and file.
 */
export function judgeMedia(user: MediaUser, sources: MediaSources): MediaSource {
  const { tag, path, where } = user;
  const name = path ?? user.url ?? '';
  const source = path === null ? undefined : sources.readable.get(path);
  if (source === undefined) throw unreadable(user, name, sources.unreadable.get(name));
  if (tag === 'audio') {
    if (source.probe.audio !== null) return source;
    throw refuse('COMPOSITION_INVALID', `${where}: ${name} has no sound in it.`, name, {
      fix: 'Refer to a file with an audio stream, or remove the element.',
    });
  }
  if (tag === 'img' && source.widthPx === 0) {
    throw refuse(
      'VIDEO_SOURCE_UNRENDERABLE',
      `${where}: ${name} is an image that moves, and this ffmpeg cannot decode it.`,
      name,
      { fix: 'Convert it to a GIF, an APNG or a WebM with transparency.' },
    );
  }
  if (source.kind === 'audio') {
    throw refuse('VIDEO_SOURCE_UNRENDERABLE', `${where}: ${name} has no picture in it, only sound.`, name, {
      fix: 'Use <audio> for it, or refer to a film.',
    });
  }
  if (tag === 'video' && source.kind === 'animated-image') {
    throw refuse('VIDEO_SOURCE_UNRENDERABLE', `${where}: ${name} is an image that moves, not a film.`, name, {
      fix: 'Use <img> for it.',
    });
  }
  if (source.widthPx > 0 && source.heightPx > 0 && (source.durationSec > 0 || source.kind !== 'video'))
    return source;
  throw refuse(
    'INVALID_VIDEO_METADATA',
    `${where}: ${name} says that it is ${source.widthPx}×${source.heightPx} pixels large and ${source.durationSec} s long.`,
    name,
    { fix: 'Write the file again, for example with "ffmpeg -i <file> -c copy <new file>".' },
  );
}

/** A video element whose sound is wanted. @throws COMPOSITION_INVALID when its file has none. */
export function assertHeard({ where, path }: MediaUser, { probe }: MediaSource): void {
  if (probe.audio !== null) return;
  throw refuse(
    'COMPOSITION_INVALID',
    `${where} has data-has-audio, but ${path} has no sound in it.`,
    path ?? '',
    {
      fix: 'Remove data-has-audio, or refer to a film with sound.',
    },
  );
}

function unreadable({ tag, where, url }: MediaUser, name: string, why: string | undefined): RenderError {
  const code = tag === 'audio' ? 'COMPOSITION_INVALID' : 'VIDEO_SOURCE_UNRENDERABLE';
  const what = tag === 'audio' ? 'as sound' : 'as a film';
  if (why !== undefined) {
    return refuse(code, `${where}: ${name} cannot be read ${what} (${why}).`, name, {
      fix: 'Replace the file, or remove the element.',
    });
  }
  const address = url === undefined ? name : url;
  return refuse(code, `${where}: ${address} is not a media file of the composition.`, name, {
    fix: 'Write the path of a file of the project into the HTML, in src or in a <source>.',
  });
}

function refuse(
  code: 'VIDEO_SOURCE_UNRENDERABLE' | 'COMPOSITION_INVALID' | 'INVALID_VIDEO_METADATA',
  message: string,
  path: string,
  { fix }: { readonly fix: string },
): RenderError {
  return new RenderError(code, `${message} ${fix}`, { path, fix });
}

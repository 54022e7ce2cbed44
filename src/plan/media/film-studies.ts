import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { throwIfAborted } from '../../errors/index.js';
import {
  type FrameTimes,
  readFrameTimes,
  type SourceFrameFormat,
  type VideoStreamProbe,
} from '../../ffmpeg/index.js';
import { sha256OfFile } from '../../files/index.js';
import { chooseFormat } from './choose-format.js';
import type { FrameCache } from './frame-cache.js';
import type { MediaSource, MediaSources } from './probe-sources.js';

/** What can be known of a film before it is known which of its frames are seen. */
export interface FilmStudy {
  /** sha256 of the file. */
  readonly digest: string;
  readonly times: FrameTimes;
  /** Of the frames that are extracted. */
  readonly format: SourceFrameFormat;
}

export interface FilmStudiesRequest {
  readonly tools: {
    readonly ffmpegPath: string;
    readonly ffprobePath: string;
    readonly ffmpegVersion: string;
  };
  readonly compiledDir: string;
  readonly format: 'auto' | SourceFrameFormat;
  /** Of the output, in pixels: films are tried no larger. */
  readonly outputSize: { readonly widthPx: number; readonly heightPx: number };
  readonly cache: FrameCache;
  readonly signal: AbortSignal | undefined;
}

/**
 * Looks at films, each once: before anybody asks where that is worth while, for example while the page is measured, which
 * leaves one of two cores to others.
 */
export class FilmStudies {
  readonly #request: FilmStudiesRequest;
  readonly #studies = new Map<string, Promise<FilmStudy>>();
  readonly #limit = pLimit(Math.max(1, availableParallelism() - 1));
  readonly #closing = new AbortController();

  constructor(request: FilmStudiesRequest) {
    const { signal } = request;
    const ends = signal === undefined ? [] : [signal];
    this.#request = { ...request, signal: AbortSignal.any([this.#closing.signal, ...ends]) };
  }

  /** Where the films' frames are kept. */
  get cache(): FrameCache {
    return this.#request.cache;
  }

  /** Begins with films that will probably be asked for. What is wrong with one is told to whoever asks. */
  begin(paths: readonly string[], { readable }: MediaSources): void {
    for (const path of paths) {
      const source = readable.get(path);
      const video = source?.probe.video ?? null;
      if (source !== undefined && video !== null) this.#start(path, source, video);
    }
  }

  /** @throws INVALID_VIDEO_METADATA, FFMPEG_FAILED, CANCELLED. */
  of(path: string, source: MediaSource, video: VideoStreamProbe): Promise<FilmStudy> {
    return this.#start(path, source, video);
  }

  /** Ends what is under way, and waits for that. Never throws. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.allSettled(this.#studies.values());
  }

  #start(path: string, source: MediaSource, video: VideoStreamProbe): Promise<FilmStudy> {
    const study = this.#studies.get(path) ?? this.#limit(() => this.#study(path, source, video));
    study.catch(() => undefined);
    this.#studies.set(path, study);
    return study;
  }

  async #study(path: string, source: MediaSource, video: VideoStreamProbe): Promise<FilmStudy> {
    const { tools, compiledDir, format, signal } = this.#request;
    throwIfAborted(signal);
    const file = join(compiledDir, path);
    const reading = [
      sha256OfFile(file),
      readFrameTimes(tools.ffprobePath, file, source.probe, video, { signal }),
    ] as const;
    // Neither may go on in a folder that is being removed.
    await Promise.allSettled(reading);
    const [digest, times] = await Promise.all(reading);
    const film = { ...tools, ...this.#request, path: file, source, video, digest, times };
    return { digest, times, format: format === 'auto' || video.alpha ? await chooseFormat(film) : format };
  }
}

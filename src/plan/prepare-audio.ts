import { join } from 'node:path';
import type { AudioTrackSource, Composition } from '../composition/index.js';
import type { AudioTrackJson, OutputFormat } from '../contract/index.js';
import { isRenderError, RenderError } from '../errors/index.js';
import { audioExtension, type MediaProbe, mixAudio, probeMedia } from '../ffmpeg/index.js';
import { type ProbedTrack, probedTrack } from './resolve-audio-tracks.js';

/**
 * Asks ffprobe about the file of every track.
 * @throws COMPOSITION_INVALID naming the element whose file is no sound.
 */
export async function probeTracks(
  composition: Composition,
  compiledDir: string,
  ffprobePath: string,
  signal: AbortSignal | undefined,
): Promise<ProbedTrack[]> {
  const tracks: ProbedTrack[] = [];
  for (const source of composition.audioTracks) {
    const probe = await probeTrack(source, join(compiledDir, source.path), ffprobePath, signal);
    tracks.push(probedTrack(source, probe));
  }
  return tracks;
}

async function probeTrack(
  source: AudioTrackSource,
  path: string,
  ffprobePath: string,
  signal: AbortSignal | undefined,
): Promise<MediaProbe> {
  try {
    return await probeMedia(ffprobePath, path, { signal });
  } catch (error) {
    // A file that ffprobe gives up on by itself is at fault, not the machine.
    const gaveUp = isRenderError(error) && error.code === 'FFMPEG_FAILED' && error.details.exitCode != null;
    if (!gaveUp) throw error;
    throw new RenderError(
      'COMPOSITION_INVALID',
      `${source.where}: ${source.path} cannot be read as sound.`,
      {
        ...error.details,
        path: source.path,
        fix: 'Replace the file, or remove the element.',
      },
      { cause: error },
    );
  }
}

/** Whether a format has room for sound: in the file, or for a sequence of images beside them. */
export function carriesAudio(format: OutputFormat): boolean {
  return format !== 'gif';
}

/**
 * Mixes the tracks to a file of exactly the composition's length.
 * @returns its path relative to the plan directory, or null when there is nothing to hear.
 */
export async function mixTracks(
  request: {
    readonly ffmpegPath: string;
    readonly tracks: readonly AudioTrackJson[];
    readonly durationSec: number;
    readonly format: OutputFormat;
    readonly signal: AbortSignal | undefined;
  },
  planDir: string,
  compiledDir: string,
): Promise<string | null> {
  if (request.tracks.length === 0) return null;
  const audioPath = `audio.${audioExtension(request.format)}`;
  await mixAudio({ ...request, compiledDir, outputPath: join(planDir, audioPath) });
  return audioPath;
}

import { join } from 'node:path';
import type { Composition } from '../composition/index.js';
import type { AudioTrackJson, OutputFormat } from '../contract/index.js';
import { audioExtension, mixAudio, probeMedia } from '../ffmpeg/index.js';
import { type ProbedTrack, probedTrack } from './resolve-audio-tracks.js';

/** Asks ffprobe about the file of every track. */
export async function probeTracks(
  composition: Composition,
  compiledDir: string,
  ffprobePath: string,
  signal: AbortSignal | undefined,
): Promise<ProbedTrack[]> {
  const tracks: ProbedTrack[] = [];
  for (const source of composition.audioTracks) {
    const probe = await probeMedia(ffprobePath, join(compiledDir, source.path), { signal });
    tracks.push(probedTrack(source, probe));
  }
  return tracks;
}

/** Whether a format has room for sound. */
export function carriesAudio(format: OutputFormat): boolean {
  return format !== 'gif' && format !== 'png-sequence';
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

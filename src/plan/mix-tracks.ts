import { join } from 'node:path';
import type { AudioTrackJson, LoudnessJson, OutputFormat } from '../contract/index.js';
import { audioExtension, mixAudio } from '../ffmpeg/index.js';

/** Whether a format has room for sound: in the file, or for a sequence of images beside them. */
export function carriesAudio(format: OutputFormat): boolean {
  return format !== 'gif';
}

/**
 * Mixes the tracks to a file of exactly the composition's length.
 * @returns its path relative to the plan directory and how loud it is; null when there is nothing to hear.
 */
export async function mixTracks(
  request: {
    readonly ffmpegPath: string;
    readonly ffmpegVersion: string;
    readonly tracks: readonly AudioTrackJson[];
    readonly durationSec: number;
    readonly format: OutputFormat;
    readonly loudnessLufs: number | null;
    readonly signal: AbortSignal | undefined;
  },
  planDir: string,
  compiledDir: string,
): Promise<{ readonly audioPath: string | null; readonly loudness: LoudnessJson | null }> {
  if (request.tracks.length === 0) return { audioPath: null, loudness: null };
  const audioPath = `audio.${audioExtension(request.format)}`;
  const loudness = await mixAudio({ ...request, compiledDir, outputPath: join(planDir, audioPath) });
  return { audioPath, loudness };
}

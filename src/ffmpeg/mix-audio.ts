import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { AudioTrackJson, OutputFormat } from '../contract/index.js';
import { TEMPORARY_PREFIX } from '../process/index.js';
import { audioExtension, QUIET_ARGS, REPRODUCIBLE_ARGS } from './container-args.js';
import { buildMixGraph, SAMPLE_RATE_HZ } from './mix-graph.js';
import { readFfmpegIdentity } from './read-identity.js';
import { runTool } from './run-tool.js';

/** What is mixed to what. */
export interface MixAudioRequest {
  readonly ffmpegPath: string;
  readonly tracks: readonly AudioTrackJson[];
  /** The folder that the tracks' paths are relative to. */
  readonly compiledDir: string;
  /** Length of the result, exactly. */
  readonly durationSec: number;
  /** With the extension of `audioExtension(format)`. */
  readonly outputPath: string;
  readonly format: OutputFormat;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Mixes the tracks of a composition to one 48 kHz stereo file. The same tracks give the same bytes.
 * @throws FFMPEG_FAILED, FFMPEG_VERSION_MISMATCH, DISK_FULL, CANCELLED.
 */
export async function mixAudio(request: MixAudioRequest): Promise<void> {
  const { ffmpegPath, tracks, compiledDir, durationSec, signal } = request;
  const inputs = tracks.flatMap(({ path }) => ['-vn', '-i', resolve(compiledDir, path)]);
  const workDir = await mkdtemp(join(tmpdir(), `${TEMPORARY_PREFIX}mix-`));
  try {
    // In a file: the graph of a long composition does not fit on a command line.
    const graphPath = join(workDir, 'mix.txt');
    await writeFile(graphPath, buildMixGraph(tracks, durationSec));
    const graph = graphFileArgs(await readFfmpegIdentity(ffmpegPath), graphPath);
    await runTool(
      ffmpegPath,
      [
        ...[...QUIET_ARGS, ...inputs, ...graph, '-map', '[mix]'],
        ...audioCodecArgs(request.format),
        ...[...REPRODUCIBLE_ARGS, resolve(request.outputPath)],
      ],
      { signal },
    );
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
}

/** How a graph is read from a file: version 7 has a general way, and 8 no longer the old one. Pure. */
export function graphFileArgs(identity: string, graphPath: string): string[] {
  const major = Number(/version n?(\d+)\./.exec(identity)?.[1] ?? Number.POSITIVE_INFINITY);
  return major >= 7 ? ['-/filter_complex', graphPath] : ['-filter_complex_script', graphPath];
}

/** How the mix is encoded: AAC and Opus at rates that are transparent for stereo, PCM as it is. Pure. */
export function audioCodecArgs(format: OutputFormat): string[] {
  const rate = ['-ar', String(SAMPLE_RATE_HZ), '-ac', '2'];
  switch (audioExtension(format)) {
    case 'm4a':
      // The movie's clock in samples: the edit list, which hides AAC's priming, is exact.
      return [...rate, '-c:a', 'aac', '-b:a', '192k', '-movie_timescale', String(SAMPLE_RATE_HZ)];
    case 'webm':
      return [...rate, '-c:a', 'libopus', '-b:a', '160k'];
    default:
      return [...rate, '-c:a', 'pcm_s16le'];
  }
}

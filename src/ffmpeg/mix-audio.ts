import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { AudioTrackJson, LoudnessJson, OutputFormat } from '../contract/index.js';
import { TEMPORARY_PREFIX } from '../process/index.js';
import { audioExtension, QUIET_ARGS, REPRODUCIBLE_ARGS } from './container-args.js';
import { graphFileArgs } from './graph-file.js';
import { levelMix } from './level-mix.js';
import { measureLoudness } from './measure-loudness.js';
import { buildMixGraph } from './mix-graph.js';
import { runTool } from './run-tool.js';
import { SAMPLE_RATE_HZ } from './sample-rate.js';

/** What is mixed to what. */
export interface MixAudioRequest {
  readonly ffmpegPath: string;
  /** As `readFfmpegIdentity` tells it: options differ between versions. */
  readonly ffmpegVersion: string;
  readonly tracks: readonly AudioTrackJson[];
  /** The folder that the tracks' paths are relative to. */
  readonly compiledDir: string;
  /** Length of the result, exactly. */
  readonly durationSec: number;
  /** With the extension of `audioExtension(format)`. */
  readonly outputPath: string;
  readonly format: OutputFormat;
  /** The integrated loudness that the mix is brought to, in LUFS; null or absent: as loud as its tracks make it. */
  readonly loudnessLufs?: number | null;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Mixes the tracks of a composition to one 48 kHz stereo file. The same tracks give the same bytes.
 * @returns how loud the file is.
 * @throws FFMPEG_FAILED, FFMPEG_VERSION_MISMATCH, DISK_FULL, CANCELLED.
 */
export async function mixAudio(request: MixAudioRequest): Promise<LoudnessJson> {
  const { ffmpegPath, format, loudnessLufs = null, signal } = request;
  const outputPath = resolve(request.outputPath);
  const workDir = await mkdtemp(join(tmpdir(), `${TEMPORARY_PREFIX}mix-`));
  try {
    if (loudnessLufs === null) {
      await mix(request, workDir, [...audioCodecArgs(format), ...REPRODUCIBLE_ARGS, outputPath]);
    } else {
      const mixPath = join(workDir, 'mix.wav');
      await mix(request, workDir, ['-c:a', 'pcm_f32le', '-rf64', 'auto', mixPath]);
      const { durationSec } = request;
      const level = { ffmpegPath, mixPath, targetLufs: loudnessLufs, durationSec, workDir, signal };
      const leveledPath = await levelMix(level);
      const encode = [...audioCodecArgs(format), ...REPRODUCIBLE_ARGS, outputPath];
      await runTool(ffmpegPath, [...QUIET_ARGS, '-i', leveledPath, ...encode], { signal });
    }
    return await measureLoudness(ffmpegPath, outputPath, { signal });
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
}

async function mix(request: MixAudioRequest, workDir: string, output: readonly string[]): Promise<void> {
  const { ffmpegPath, ffmpegVersion, tracks, compiledDir, durationSec, signal } = request;
  const inputs = tracks.flatMap(({ path }) => ['-vn', '-i', resolve(compiledDir, path)]);
  // In a file: the graph of a long composition does not fit on a command line.
  const graphPath = join(workDir, 'mix.txt');
  await writeFile(graphPath, buildMixGraph(tracks, durationSec));
  const graph = graphFileArgs(ffmpegVersion, graphPath);
  await runTool(ffmpegPath, [...QUIET_ARGS, ...inputs, ...graph, '-map', '[mix]', ...output], { signal });
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

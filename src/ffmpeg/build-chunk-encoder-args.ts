import { formatFps, type LockedRenderConfig } from '../contract/index.js';
import { colourFilters } from './colour-filters.js';
import { chunkExtension, containerArgs, REPRODUCIBLE_ARGS } from './container-args.js';
import { framePattern } from './frame-dir.js';
import { hardwareDeviceArgs, hardwareFilters } from './hardware-encoders.js';
import { videoCodecArgs } from './video-codec-args.js';

/** The frames of one chunk. */
interface ChunkFrames {
  /** Global index of the first. */
  readonly startFrame: number;
  readonly frameCount: number;
}

/**
 * The command line that turns images on stdin (IVF, see `ivfHeader`) into one chunk of exactly `frameCount` frames. Pure.
 *
 * An image stays until the time of the next, so the last one has to be followed by another at `frameCount`: what a
 * last image lasts, ffmpeg would guess. The `fps` filter repeats an image by reference, after decoding and filters;
 * the muxer's constant frame rate would not do, as it is off by one frame wherever images are far apart.
 * @param outputPath absolute; a file, or for png-sequence a folder.
 */
export function buildChunkEncoderArgs(
  encoder: LockedRenderConfig,
  outputPath: string,
  { startFrame, frameCount }: ChunkFrames,
): string[] {
  const filters = `${colourFilters(encoder)},fps=${formatFps(encoder.fps)}:start_time=0${hardwareFilters(encoder)}`;
  return [
    ...['-hide_banner', '-y', '-loglevel', 'error', '-nostats'],
    // Once a second on stdout: how the watcher sees that a slow encoder still works.
    ...['-progress', 'pipe:1', '-stats_period', '1'],
    ...hardwareDeviceArgs(encoder),
    ...['-f', 'ivf', '-threads', '1', '-i', 'pipe:0'],
    ...['-map', '0:v:0', '-filter_threads', '1', '-vf', filters],
    ...['-fps_mode', 'passthrough', '-frames:v', String(frameCount), ...videoCodecArgs(encoder)],
    ...REPRODUCIBLE_ARGS,
    ...outputArgs(encoder, outputPath, startFrame),
  ];
}

function outputArgs(encoder: LockedRenderConfig, outputPath: string, startFrame: number): string[] {
  switch (encoder.format) {
    case 'png-sequence':
      return ['-f', 'image2', '-start_number', String(startFrame), framePattern(outputPath)];
    case 'gif':
      return ['-f', chunkExtension('gif'), outputPath];
    default:
      return [...containerArgs(encoder), outputPath];
  }
}

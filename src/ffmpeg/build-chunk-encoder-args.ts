import { formatFps, type LockedRenderConfig } from '../contract/index.js';
import { colourFilters } from './colour-filters.js';
import { chunkExtension, containerArgs, REPRODUCIBLE_ARGS } from './container-args.js';
import { framePattern } from './frame-dir.js';
import { videoCodecArgs } from './video-codec-args.js';

/**
 * The command line that turns images on stdin into one chunk: every image one frame, in order, none dropped or doubled.
 * Pure.
 * @param outputPath absolute; a file, or for png-sequence a folder.
 * @param startFrame global index of the first frame.
 */
export function buildChunkEncoderArgs(
  encoder: LockedRenderConfig,
  outputPath: string,
  startFrame: number,
): string[] {
  return [
    ...['-hide_banner', '-y', '-loglevel', 'error', '-nostats'],
    // Once a second on stdout: how the watcher sees that a slow encoder still works.
    ...['-progress', 'pipe:1', '-stats_period', '1'],
    ...inputArgs(encoder),
    ...['-i', 'pipe:0', '-map', '0:v:0', '-filter_threads', '1', '-vf', colourFilters(encoder)],
    ...['-fps_mode', 'passthrough', ...videoCodecArgs(encoder)],
    ...REPRODUCIBLE_ARGS,
    ...outputArgs(encoder, outputPath, startFrame),
  ];
}

function inputArgs({ imageFormat, fps, outputWidthPx, outputHeightPx }: LockedRenderConfig): string[] {
  const rate = ['-framerate', formatFps(fps)];
  if (imageFormat === 'i420') {
    const size = `${outputWidthPx}x${outputHeightPx}`;
    return ['-f', 'rawvideo', '-pixel_format', 'yuv420p', '-video_size', size, ...rate];
  }
  const decoder = imageFormat === 'jpeg' ? 'mjpeg' : 'png';
  return ['-f', 'image2pipe', ...rate, '-threads', '1', '-c:v', decoder];
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

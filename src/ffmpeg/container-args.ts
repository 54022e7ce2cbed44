import type { LockedRenderConfig, OutputFormat } from '../contract/index.js';
import { videoTimescale } from './time-base.js';

/** Nothing in a file may tell when or by what it was made: the same frames give the same bytes. */
export const REPRODUCIBLE_ARGS: readonly string[] = [
  ...['-map_metadata', '-1', '-map_chapters', '-1'],
  ...['-fflags', '+bitexact', '-flags:v', '+bitexact', '-flags:a', '+bitexact'],
];

/** What a quiet, non-interactive ffmpeg is started with. */
export const QUIET_ARGS: readonly string[] = ['-hide_banner', '-nostdin', '-y', '-loglevel', 'error'];

/** The container of a finished file, whatever its name says. Pure. */
export function containerArgs({ format, fps }: Pick<LockedRenderConfig, 'format' | 'fps'>): string[] {
  if (format !== 'mp4' && format !== 'mov') return ['-f', format];
  // The movie's clock decides how exact the lengths in edit lists are; its default is a millisecond.
  const timescale = String(videoTimescale(fps));
  return ['-f', format, '-video_track_timescale', timescale, '-movie_timescale', timescale];
}

/** Extension of a chunk without the dot; empty for png-sequence, whose chunks are folders. */
export function chunkExtension(format: OutputFormat): string {
  if (format === 'png-sequence') return '';
  // A gif's chunks are lossless; nut keeps exact time, which matroska rounds to milliseconds.
  return format === 'gif' ? 'nut' : format;
}

/** Extension of the soundtrack without the dot: AAC beside H.264 and H.265, Opus beside VP9, PCM beside ProRes and PNG. */
export function audioExtension(format: OutputFormat): string {
  if (format === 'mp4') return 'm4a';
  return format === 'webm' ? 'webm' : 'wav';
}

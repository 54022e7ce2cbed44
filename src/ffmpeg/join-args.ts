import { type Fps, formatFps, type LockedRenderConfig } from '../contract/index.js';
import { containerArgs, QUIET_ARGS, REPRODUCIBLE_ARGS } from './container-args.js';
import { videoCodecArgs } from './video-codec-args.js';

/** What is joined to what. Paths are absolute. */
export interface JoinRequest {
  readonly encoder: LockedRenderConfig;
  /** A concat list, see `buildConcatList`. */
  readonly listPath: string;
  readonly audioPath: string | null;
  readonly outputPath: string;
}

/**
 * A list for ffmpeg's concat demuxer, with each chunk's length so that nothing is guessed. Pure.
 * @param files absolute paths without line breaks, which the list cannot express.
 */
export function buildConcatList(
  files: readonly { readonly path: string; readonly start: number; readonly end: number }[],
  fps: Fps,
): string {
  // Lengths are differences of rounded places: their rounding does not add up.
  const placeUs = (frameIndex: number) => Math.round((frameIndex * fps.den * 1e6) / fps.num);
  const lines = files.flatMap(({ path, start, end }) => [
    `file '${path.replaceAll("'", "'\\''")}'`,
    `duration ${placeUs(end) - placeUs(start)}us`,
  ]);
  return `ffconcat version 1.0\n${lines.join('\n')}\n`;
}

/**
 * The command line that joins chunks to the finished file: video copied (or with `cfr` encoded again), the soundtrack
 * copied beside it. Lengths come from the counted frames and the mix, never from `-shortest`, which cuts the end. Pure.
 */
export function buildJoinArgs({ encoder, listPath, audioPath, outputPath }: JoinRequest): string[] {
  const { format, codec, alpha } = encoder;
  const isMovie = format === 'mp4' || format === 'mov';
  return [
    ...QUIET_ARGS,
    // Chunks of one plan have equal parameter sets: packets stay as they are.
    ...['-f', 'concat', '-safe', '0', '-auto_convert', '0', ...decoderArgs(encoder), '-i', listPath],
    ...(audioPath === null ? [] : ['-i', audioPath]),
    ...['-map', '0:v:0', ...(audioPath === null ? [] : ['-map', '1:a:0', '-c:a', 'copy'])],
    ...(encoder.cfr ? reencodeArgs(encoder) : copyArgs(encoder)),
    ...REPRODUCIBLE_ARGS,
    ...(alpha && format === 'webm' ? ['-metadata:s:v:0', 'alpha_mode=1'] : []),
    ...(codec === 'h265' ? ['-tag:v', 'hvc1'] : []),
    ...containerArgs(encoder),
    ...(isMovie ? ['-movflags', '+faststart'] : []),
    outputPath,
  ];
}

/** The command line that chooses a gif's colours from all frames. Pure. */
export function buildPaletteArgs({ encoder, listPath }: JoinRequest, palettePath: string): string[] {
  return [
    ...[...QUIET_ARGS, '-f', 'concat', '-safe', '0', '-i', listPath],
    ...['-vf', `${counted(encoder.fps)},palettegen=stats_mode=full`, '-frames:v', '1', palettePath],
  ];
}

/**
 * The command line that writes the gif with its palette. A gif's time is in hundredths of a second, so a frame's delay is
 * its place rounded minus the place of the one before: right in sum, a hundredth off at most for each. Pure.
 */
export function buildGifArgs({ encoder, listPath, outputPath }: JoinRequest, palettePath: string): string[] {
  return [
    ...[...QUIET_ARGS, '-f', 'concat', '-safe', '0', '-i', listPath, '-i', palettePath],
    ...['-lavfi', `[0:v]${counted(encoder.fps)}[v];[v][1:v]paletteuse=dither=sierra2_4a`],
    ...['-fps_mode', 'passthrough', ...REPRODUCIBLE_ARGS, '-loop', '0', '-f', 'gif', outputPath],
  ];
}

/** Copies packets and gives each the time that follows from its number, whatever the chunks' own clocks rounded to. */
function copyArgs({ fps: { num, den } }: LockedRenderConfig): string[] {
  const place = (index: string) => `round(${index}*${den}/(${num}*TB))`;
  return ['-c:v', 'copy', '-bsf:v', `setts=ts=${place('N')}:duration=${place('(N+1)')}-${place('N')}`];
}

function reencodeArgs(encoder: LockedRenderConfig): string[] {
  const { fps } = encoder;
  const tags = 'setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709';
  return [
    ...['-vf', `${counted(fps)},${tags}`, '-fps_mode', 'cfr', '-r', formatFps(fps)],
    ...videoCodecArgs(encoder),
  ];
}

/** ffmpeg's own VP9 decoder drops transparency. */
function decoderArgs({ cfr, codec, alpha }: LockedRenderConfig): string[] {
  return cfr && codec === 'vp9' && alpha ? ['-c:v', 'libvpx-vp9'] : [];
}

/** Frame `n` at `n` frames. */
function counted({ num, den }: Fps): string {
  return `settb=${den}/${num},setpts=N`;
}

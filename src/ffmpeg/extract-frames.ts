import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TEMPORARY_PREFIX } from '../process/index.js';
import { convertYuv, EXACT, JPEG_COLOURS, type YuvColours } from './colour-filters.js';
import { QUIET_ARGS } from './container-args.js';
import { buildFrameSelect } from './frame-select.js';
import { graphFileArgs } from './graph-file.js';
import type { FrameTimes } from './read-frame-times.js';
import { runTool } from './run-tool.js';
import type { VideoStreamProbe } from './types.js';

/** Which frames of a film become which images. */
export interface ExtractFramesRequest {
  readonly ffmpegPath: string;
  /** As `readFfmpegIdentity` tells it: options differ between versions. */
  readonly ffmpegVersion: string;
  readonly path: string;
  readonly video: VideoStreamProbe;
  readonly times: FrameTimes;
  /** Places in `times.pts`, ascending. */
  readonly indexes: readonly number[];
  /** Size of the images. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** The film is decoded once for all of them. */
  readonly formats: readonly SourceFrameFormat[];
  /** An empty folder; frame `n` of the film becomes `<n, six digits>.<format>`. */
  readonly outputDir: string;
  readonly signal?: AbortSignal | undefined;
}

/** What the frames of films are kept as. */
export type SourceFrameFormat = 'jpg' | 'png';

/** A frame of a film as an image. */
export interface ExtractedFrame {
  /** Place in `times.pts`. */
  readonly index: number;
  readonly format: SourceFrameFormat;
  /** Absolute. */
  readonly path: string;
}

/** Name of the image of a frame of a film. */
export function sourceFrameName(index: number, format: SourceFrameFormat): string {
  return `${String(index).padStart(6, '0')}.${format}`;
}

/**
 * Writes frames of a film as images, found by their presentation times.
 * @returns the written frames; fewer than asked for when the film does not have them.
 * @throws FFMPEG_FAILED, DISK_FULL, CANCELLED.
 */
export async function extractFrames(request: ExtractFramesRequest): Promise<ExtractedFrame[]> {
  const { ffmpegPath, ffmpegVersion, times, indexes, formats, outputDir, signal } = request;
  const workDir = await mkdtemp(join(tmpdir(), `${TEMPORARY_PREFIX}extract-`));
  try {
    const outputs = formats.map(async (format) => {
      const filterPath = join(workDir, `${format}.txt`);
      await writeFile(filterPath, buildExtractFilter(request, format));
      return buildOutputArgs(request, format, graphFileArgs(ffmpegVersion, filterPath, 'v'));
    });
    await runTool(ffmpegPath, [...inputArgs(request), ...(await Promise.all(outputs)).flat()], { signal });
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
  const indexOf = new Map(indexes.map((index) => [times.pts[index], index]));
  const names = await readdir(outputDir);
  return names.flatMap((name) => {
    const [pts, format] = name.split('.');
    const index = indexOf.get(Number(pts));
    const known = formats.find((candidate) => candidate === format);
    return index === undefined || known === undefined
      ? []
      : [{ index, format: known, path: join(outputDir, name) }];
  });
}

function inputArgs({ path, video, times, indexes }: ExtractFramesRequest): string[] {
  return [
    ...[...QUIET_ARGS, ...decoderOf(video), ...seekArgs(times, indexes[0] ?? 0)],
    // Times as they stand in the file, so that frames are found by them.
    ...['-copyts', '-i', path],
  ];
}

/** Images are named by their presentation times. Pure. */
function buildOutputArgs(
  { video, indexes, outputDir }: ExtractFramesRequest,
  format: SourceFrameFormat,
  filterArgs: readonly string[],
): string[] {
  return [
    ...['-map', `0:${video.index}`, ...filterArgs],
    ...['-fps_mode', 'passthrough', '-enc_time_base', '-1', '-frames:v', String(indexes.length)],
    ...(format === 'png'
      ? ['-c:v', 'png', '-pred', 'mixed', '-compression_level', '4']
      : ['-c:v', 'mjpeg', '-q:v', '2', '-qmin', '2']),
    ...['-threads:v', '1', '-f', 'image2', '-frame_pts', '1'],
    `${outputDir.replaceAll('%', '%%')}/%d.${format}`,
  ];
}

/** Picks the frames, then one exact conversion: size, and the colours that browsers expect in JPEG and PNG. Pure. */
function buildExtractFilter(request: ExtractFramesRequest, format: SourceFrameFormat): string {
  const { video, times, indexes, widthPx, heightPx } = request;
  const select = `select='${buildFrameSelect(indexes, times.pts)}'`;
  const scale = `scale=w=${widthPx}:h=${heightPx}:flags=lanczos+${EXACT}`;
  const colours =
    (format === 'jpg' ? withinYuv(video, scale) : null) ?? `${scale}${byWayOfRgb(video, format)}`;
  return [select, colours, 'setsar=1'].join(',');
}

/** By what ffprobe calls them, and by what is taken for them where it says nothing. */
const MATRICES: Readonly<Record<string, YuvColours['matrix']>> = {
  bt709: 'bt709',
  bt601: 'bt470bg',
  bt470bg: 'bt470bg',
  smpte170m: 'smpte170m',
};

/** What films mostly are, to what JPEG is, without leaving YUV. Null for other films. */
function withinYuv(video: VideoStreamProbe, scale: string): string | null {
  const matrix = MATRICES[isUntold(video) ? untoldMatrix(video) : video.colorSpace];
  if (!/^yuvj?420p$/.test(video.pixelFormat) || matrix === undefined) return null;
  const range = video.pixelFormat === 'yuvj420p' || video.colorRange === 'pc' ? 'pc' : 'tv';
  const convert = convertYuv({ matrix, range }, JPEG_COLOURS);
  return `${scale}:in_range=${range}:out_range=${range},${convert},format=yuvj420p`;
}

function byWayOfRgb(video: VideoStreamProbe, format: SourceFrameFormat): string {
  const isRgb = /^(gbr|rgb|bgr|pal8|argb|abgr|0rgb|gray|ya)/.test(video.pixelFormat);
  const input = isUntold(video) && !isRgb ? `:in_color_matrix=${untoldMatrix(video)}` : '';
  if (format === 'jpg') return `${input}:out_color_matrix=bt601:out_range=full,format=yuvj420p`;
  const hasAlpha = video.alpha || video.pixelFormat === 'pal8';
  return `${input}:out_range=full,format=${hasAlpha ? 'rgba' : 'rgb24'}`;
}

function isUntold({ colorSpace }: VideoStreamProbe): boolean {
  return /^(unknown|)$/.test(colorSpace);
}

/** Where the file does not tell, players take small pictures for bt601 and large ones for bt709. */
function untoldMatrix({ heightPx }: VideoStreamProbe): 'bt709' | 'bt601' {
  return heightPx >= 720 ? 'bt709' : 'bt601';
}

/** ffmpeg's own decoders of VP8 and VP9 drop transparency. */
function decoderOf({ codec, alpha }: VideoStreamProbe): string[] {
  if (!alpha || (codec !== 'vp8' && codec !== 'vp9')) return [];
  return ['-c:v', codec === 'vp9' ? 'libvpx-vp9' : 'libvpx'];
}

/** Goes to the keyframe before the first frame; what is decoded on the way is not selected. */
function seekArgs({ pts, keyframes, tickSec, originSec }: FrameTimes, first: number): string[] {
  const keyframe = keyframes.findLast((index) => index <= first) ?? 0;
  const sec = (pts[keyframe] ?? 0) * tickSec - originSec;
  return keyframe === 0 || sec <= 0 ? [] : ['-noaccurate_seek', '-ss', sec.toFixed(6)];
}

import { RenderError } from '../errors/index.js';
import { listEntries } from './list-entries.js';
import type { RunToolOptions } from './run-tool.js';
import type { MediaProbe, VideoStreamProbe } from './types.js';

/** When the frames of a film are shown. */
export interface FrameTimes {
  /** Presentation times in ticks, ascending: frame `n` is seen from `pts[n]` on. */
  readonly pts: readonly number[];
  /** Places in `pts` of the frames that a decoder can begin with, ascending. */
  readonly keyframes: readonly number[];
  /** Length of a tick in seconds. */
  readonly tickSec: number;
  /** Where the file begins, in seconds: media time 0. */
  readonly originSec: number;
  /** Media times in seconds at which the frames begin, as exact as can be had. */
  readonly startsSec: readonly number[];
  /** By how much `startsSec` may be off. */
  readonly toleranceSec: number;
}

/** Codecs that have packets without a picture: their frames are counted by decoding them. */
const HIDING_CODECS = ['vp8', 'gif', 'apng', 'webp'];

/**
 * Lists the frames of a film by their times. Reading packets takes no decoding; where packets are not frames, or have no
 * times, every frame is decoded.
 * @param decode decodes in any case.
 * @throws INVALID_VIDEO_METADATA when no frame has a time, FFMPEG_FAILED, CANCELLED.
 */
export async function readFrameTimes(
  ffprobePath: string,
  path: string,
  probe: MediaProbe,
  video: VideoStreamProbe,
  { decode = false, ...run }: RunToolOptions & { readonly decode?: boolean } = {},
): Promise<FrameTimes> {
  const listed =
    decode || HIDING_CODECS.includes(video.codec) ? null : await listPackets(ffprobePath, path, video, run);
  const times = listed ?? (await listFrames(ffprobePath, path, video, run));
  if (times.length > 0) return toFrameTimes(times, probe, video);
  throw new RenderError('INVALID_VIDEO_METADATA', `${path} has no frame with a time.`, {
    path,
    fix: 'Write the file again, for example with "ffmpeg -i <file> -c copy <new file>".',
  });
}

interface TimedFrame {
  readonly pts: number;
  readonly isKey: boolean;
}

/** Null when the packets do not tell. */
async function listPackets(
  ffprobePath: string,
  path: string,
  video: VideoStreamProbe,
  run: RunToolOptions,
): Promise<TimedFrame[] | null> {
  const lines = await listEntries(ffprobePath, path, video.index, 'packet=pts,flags', run);
  // Packets before the start of an edit list are decoded and not shown.
  const shown = lines.filter(([, flags = '']) => !flags.includes('D'));
  const frames = shown.map(([pts, flags = '']) => ({ pts: Number(pts), isKey: flags.includes('K') }));
  const isWhole =
    frames.every(({ pts }) => Number.isFinite(pts)) &&
    new Set(frames.map(({ pts }) => pts)).size === frames.length;
  return isWhole && frames.length > 0 ? frames : null;
}

async function listFrames(
  ffprobePath: string,
  path: string,
  video: VideoStreamProbe,
  run: RunToolOptions,
): Promise<TimedFrame[]> {
  const lines = await listEntries(
    ffprobePath,
    path,
    video.index,
    'frame=key_frame,best_effort_timestamp',
    run,
  );
  return lines
    .map(([isKey, pts]) => ({ pts: Number(pts), isKey: isKey === '1' }))
    .filter(({ pts }) => Number.isFinite(pts));
}

function toFrameTimes(frames: TimedFrame[], probe: MediaProbe, video: VideoStreamProbe): FrameTimes {
  const sorted = frames.toSorted((a, b) => a.pts - b.pts);
  const pts = sorted.map((frame) => frame.pts);
  const tickSec = toNumber(video.timeBase);
  return {
    pts,
    keyframes: sorted.flatMap(({ isKey }, index) => (isKey ? [index] : [])),
    tickSec,
    originSec: probe.startSec,
    ...toStarts(pts, tickSec, probe.startSec, toNumber(video.frameRate)),
  };
}

/**
 * Clocks of files are coarse: one of milliseconds says 0.167 s for frame 4 of 24000/1001 a second, which begins at
 * 0.1668 s. Where all times are those of a constant rate, rounded, the rate tells them exactly. Pure.
 * @param ratePerSec what the file says its rate is.
 */
export function toStarts(
  pts: readonly number[],
  tickSec: number,
  originSec: number,
  ratePerSec: number,
): Pick<FrameTimes, 'startsSec' | 'toleranceSec'> {
  const firstTick = pts[0] ?? 0;
  const ticks = 1 / (ratePerSec * tickSec);
  const isConstant =
    ticks >= 1 && pts.every((tick, index) => Math.abs(tick - firstTick - index * ticks) <= 1);
  if (!isConstant) {
    return { startsSec: pts.map((tick) => tick * tickSec - originSec), toleranceSec: tickSec / 2 };
  }
  // The rounding of many times evens out; a film that begins at 0 begins there exactly.
  const residue = pts.reduce((sum, tick, index) => sum + tick - index * ticks, 0) / pts.length;
  const firstSec = (firstTick === 0 ? 0 : residue) * tickSec - originSec;
  return { startsSec: pts.map((_, index) => firstSec + index / ratePerSec), toleranceSec: 0 };
}

/** `1/90000`, `30000/1001`. */
function toNumber(fraction: string): number {
  const [num = 1, den = 1] = fraction.split('/').map(Number);
  return num / den;
}

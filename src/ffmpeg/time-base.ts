import type { Fps } from '../contract/index.js';

/** The usual clock of video: a frame of most common rates is a whole number of its ticks; not of 24000/1001 and 60000/1001. */
const COMMON_TIMESCALE = 90_000;

/**
 * Ticks per second of the video track: 90000 where a frame is a whole number of them, else the next multiple of the
 * rate's numerator, so that a frame is always a whole number of ticks and the rate is exact.
 */
export function videoTimescale({ num, den }: Fps): number {
  if ((COMMON_TIMESCALE * den) % num === 0) return COMMON_TIMESCALE;
  return num * Math.max(1, Math.ceil(COMMON_TIMESCALE / num));
}

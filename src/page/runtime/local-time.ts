/** Nanoseconds: what a difference of two times in seconds is rounded to. */
const PER_SECOND = 1e9;

/**
 * A time of the composition in the time of something inside it. `0.5 - 0.4` is a little less than 0.1, and would show
 * the step before the one that begins at 0.1.
 */
export function localSec(timeSec: number, originSec: number): number {
  return originSec === 0 ? timeSec : Math.round((timeSec - originSec) * PER_SECOND) / PER_SECOND;
}

import { EPSILON_SEC } from '../../contract/index.js';
import type { FrameTimes } from '../../ffmpeg/index.js';

/** The frame of a film that is seen at a media time: the last that has begun. Before the first it is the first. Pure. */
export function pickFrame(
  { startsSec, toleranceSec }: Pick<FrameTimes, 'startsSec' | 'toleranceSec'>,
  mediaSec: number,
): number {
  const latestSec = mediaSec + toleranceSec + EPSILON_SEC;
  let low = 0;
  let high = startsSec.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((startsSec[middle] ?? 0) <= latestSec) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

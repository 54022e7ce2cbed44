/** Side of the squares whose worst one counts, in pixels: a small element that is missing shows in them. */
const BLOCK_PX = 16;
const PEAK = 255;

/** How alike two frames are, in dB; Infinity: equal. */
export interface Likeness {
  /** Over all three planes. */
  readonly frameDb: number;
  /** Of the luma of the square that differs most. */
  readonly worstBlockDb: number;
}

/** Compares two frames in I420 of the same, even size. Pure. */
export function measureLikeness(a: Uint8Array, b: Uint8Array, widthPx: number, heightPx: number): Likeness {
  const lumaBytes = widthPx * heightPx;
  let total = 0;
  let worst = 0;
  for (let top = 0; top < heightPx; top += BLOCK_PX) {
    const bottom = Math.min(heightPx, top + BLOCK_PX);
    for (let left = 0; left < widthPx; left += BLOCK_PX) {
      const right = Math.min(widthPx, left + BLOCK_PX);
      let sum = 0;
      for (let y = top; y < bottom; y += 1)
        sum += squaredError(a, b, y * widthPx + left, y * widthPx + right);
      total += sum;
      worst = Math.max(worst, sum / ((bottom - top) * (right - left)));
    }
  }
  total += squaredError(a, b, lumaBytes, (lumaBytes * 3) / 2);
  return { frameDb: toDb(total / ((lumaBytes * 3) / 2)), worstBlockDb: toDb(worst) };
}

function squaredError(a: Uint8Array, b: Uint8Array, start: number, end: number): number {
  let sum = 0;
  for (let index = start; index < end; index += 1) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    sum += difference * difference;
  }
  return sum;
}

function toDb(meanSquaredError: number): number {
  return meanSquaredError === 0
    ? Number.POSITIVE_INFINITY
    : 10 * Math.log10((PEAK * PEAK) / meanSquaredError);
}

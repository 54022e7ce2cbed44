/** Consecutive frames, by their presentation times in ticks; both ends included. */
interface Run {
  readonly from: number;
  readonly to: number;
}

/**
 * An expression for ffmpeg's `select` that is true for some frames of a film and false for the others. A balanced tree of
 * runs, so that thousands of frames cost each frame a dozen comparisons. Pure.
 * @param indexes places in `pts`, ascending, at least one.
 */
export function buildFrameSelect(indexes: readonly number[], pts: readonly number[]): string {
  const runs: { from: number; to: number }[] = [];
  let previous = Number.NaN;
  for (const index of indexes) {
    const time = pts[index] ?? 0;
    const last = runs.at(-1);
    if (last !== undefined && index === previous + 1) last.to = time;
    else runs.push({ from: time, to: time });
    previous = index;
  }
  return toTree(runs);
}

function toTree(runs: readonly Run[]): string {
  const [first] = runs;
  if (first === undefined) return '0';
  if (runs.length === 1) {
    return first.from === first.to ? `eq(pts,${first.from})` : `between(pts,${first.from},${first.to})`;
  }
  const middle = runs.length >> 1;
  const border = runs[middle]?.from ?? 0;
  return `if(lt(pts,${border}),${toTree(runs.slice(0, middle))},${toTree(runs.slice(middle))})`;
}

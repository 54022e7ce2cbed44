// Arithmetic of the reports. Pure.

/** The middle of the values that are known, or null. */
export function median(values) {
  const sorted = known(values).sort((a, b) => a - b);
  if (sorted.length === 0) return null;
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The mean of ratios: 2 and 0.5 make 1. Of the values that are known, or null. */
export function geometricMean(values) {
  const ratios = known(values);
  if (ratios.length === 0) return null;
  return Math.exp(ratios.reduce((sum, value) => sum + Math.log(value), 0) / ratios.length);
}

/** The median of each key over several records; a key that a record lacks counts as 0. */
export function mediansByKey(records) {
  const keys = new Set(records.flatMap((record) => Object.keys(record)));
  return Object.fromEntries([...keys].map((key) => [key, median(records.map((record) => record[key] ?? 0))]));
}

/** a ÷ b; null when either is not known. */
export function ratio(a, b) {
  return a === null || b === null || a === undefined || b === undefined ? null : a / b;
}

/**
 * Capture times of a render by those of its chunks, in milliseconds: the median of the medians, and the largest 95th
 * percentile, as a slow chunk makes the render wait. Null when no chunk tells.
 */
export function combineFrameTimes(chunks) {
  const told = known(chunks);
  if (told.length === 0) return null;
  return { median: median(told.map((chunk) => chunk.median)), p95: Math.max(...told.map(({ p95 }) => p95)) };
}

/** The pairs of workers and chunks that are worth a run: more workers than chunks are the same as fewer. */
export function pairsOf(workerCounts, chunkCounts) {
  return chunkCounts.flatMap((chunks) => {
    const sensible = workerCounts.filter(
      (workers) => workers === 'auto' || chunks === 'auto' || workers <= chunks,
    );
    const chosen = sensible.length === 0 ? [Math.min(...workerCounts)] : sensible;
    return chosen.map((workers) => ({ workers, chunks }));
  });
}

/**
 * How many times faster each number of workers is than the next smaller one that was measured. The cases of a round are
 * compared with each other, and the median over the rounds counts: the machine's load differs from round to round.
 * @param cases numbers of workers, and the seconds of each round.
 */
export function gainsOfWorkers(cases) {
  const sorted = [...cases].sort((a, b) => a.workers - b.workers);
  const gains = sorted.slice(1).map(({ workers, rounds }, index) => {
    const fewer = sorted[index];
    return {
      workers,
      over: fewer.workers,
      gain: median(rounds.map((sec, at) => ratio(fewer.rounds[at], sec))),
    };
  });
  return gains.filter(({ workers, over }) => workers > over);
}

/** What `ffmpeg -lavfi ssim` and `psnr` say at their ends: SSIM of all planes, and dB, Infinity for equal pictures. */
export function readLikeness(log) {
  const ssim = /SSIM .*All:([\d.]+)/.exec(log)?.[1];
  const psnr = /PSNR .*average:(inf|[\d.]+)/.exec(log)?.[1];
  if (ssim === undefined || psnr === undefined) throw new Error(`ffmpeg compared nothing:\n${log}`);
  return { ssim: Number(ssim), psnrDb: psnr === 'inf' ? Number.POSITIVE_INFINITY : Number(psnr) };
}

/** Options of `framelane render` that change the pictures themselves; each has a value. */
const PICTURE_OPTIONS = ['--fps', '--duration', '--width', '--height', '--variables', '--seed', '--timeout'];

/** Of a render's arguments, those that its lossless reference needs, too. */
export function pictureArgs(args) {
  return args.filter(
    (arg, index) =>
      PICTURE_OPTIONS.includes(arg.split('=')[0]) ||
      (!arg.startsWith('--') && PICTURE_OPTIONS.includes(args[index - 1])),
  );
}

const known = (values) => values.filter((value) => value !== null && value !== undefined);

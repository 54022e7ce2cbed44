interface FrameTimes {
  median: number;
  p95: number;
}

type Known = number | null | undefined;

export function median(values: readonly Known[]): number | null;
export function geometricMean(values: readonly Known[]): number | null;
export function mediansByKey(records: readonly Record<string, number>[]): Record<string, number | null>;
export function ratio(a: Known, b: Known): number | null;
export function combineFrameTimes(chunks: readonly (FrameTimes | null)[]): FrameTimes | null;
export function pairsOf(
  workerCounts: readonly (number | 'auto')[],
  chunkCounts: readonly (number | 'auto')[],
): { workers: number | 'auto'; chunks: number | 'auto' }[];
export function gainsOfWorkers(
  cases: readonly { workers: number; rounds: readonly Known[] }[],
): { workers: number; over: number; gain: number | null }[];
export function readLikeness(log: string): { ssim: number; psnrDb: number };
export function pictureArgs(args: readonly string[]): string[];

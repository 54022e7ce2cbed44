import type { ChunkSliceJson, SteppedState, SteppingReport } from '../contract/index.js';

/** What bringing a page to a frame costs, measured. */
export interface SteppingCost {
  readonly states: readonly SteppedState[];
  /** Milliseconds to step over one frame. */
  readonly stepMs: number;
  /** Milliseconds to capture one. */
  readonly captureMs: number;
}

/**
 * Share of the work that may go into stepping through frames that other chunks capture. More chunks than that shorten a
 * render by little and cost workers that could do something else.
 */
const MAX_REPEATED_SHARE = 0.4;

/**
 * The largest number of equal chunks whose last one spends at most {@link MAX_REPEATED_SHARE} of its time on more than
 * its own part of a single run.
 *
 * Per frame of the film, a single run costs s + c (step and capture). With n chunks the last costs s + c / n, of which
 * (s + c) / n is its part. (s + c) / n >= 0.6 (s + c / n) gives n <= (s + c) / (0.6 s) - c / s.
 */
export function mostChunksWorthStepping({ stepMs, captureMs }: SteppingCost): number {
  if (stepMs <= 0) return Number.POSITIVE_INFINITY;
  const usefulShare = 1 - MAX_REPEATED_SHARE;
  return Math.max(1, Math.floor((stepMs + captureMs) / (usefulShare * stepMs) - captureMs / stepMs));
}

/** Adds what each chunk steps through; null where nothing is stepped. */
export function reportStepping(
  cost: SteppingCost | null,
  slices: readonly ChunkSliceJson[],
): SteppingReport | null {
  if (cost === null) return null;
  const chunks = slices.map(({ index, start }) => ({ index, frames: start, ms: start * cost.stepMs }));
  return { ...cost, chunks };
}

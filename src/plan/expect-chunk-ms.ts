import type { ChunkSliceJson } from '../contract/index.js';
import { costPerFrame, type FrameCostSample } from './frame-costs.js';

/** What was measured of a page. */
export interface MeasuredCosts {
  readonly frameCosts: readonly FrameCostSample[];
  /** Milliseconds for each frame before a chunk that it steps through; 0 for a page that jumps. */
  readonly stepMs: number;
}

/** Milliseconds in which each chunk is stepped to and captured. Starting the browser and encoding come on top. */
export function expectChunkMs(
  slices: readonly ChunkSliceJson[],
  { frameCosts, stepMs }: MeasuredCosts,
): number[] {
  const costs = costPerFrame(frameCosts, slices.at(-1)?.end ?? 0);
  return slices.map(({ start, end }) => start * stepMs + sum(costs.subarray(start, end)));
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

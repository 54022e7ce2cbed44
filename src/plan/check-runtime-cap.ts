import type { ChunkSliceJson, ResolvedRenderConfig } from '../contract/index.js';
import { RenderError } from '../errors/index.js';
import { costPerFrame, type FrameCostSample } from './frame-costs.js';

/**
 * Compares what was measured with the limits of the place where the chunks will run. The estimate is the stepping and
 * capturing of the slowest chunk on this machine; starting the browser and encoding come on top.
 * @throws CONFIG_INVALID naming the limit and the estimate.
 */
export function checkRuntimeCap(
  cap: ResolvedRenderConfig['runtimeCap'],
  measured: {
    readonly slices: readonly ChunkSliceJson[];
    readonly frameCosts: readonly FrameCostSample[];
    /** Milliseconds for each frame before a chunk that it steps through; 0 for a page that jumps. */
    readonly stepMs: number;
    readonly browserRssBytes: number;
  },
): void {
  if (cap === undefined) return;
  const { slices, frameCosts, stepMs, browserRssBytes } = measured;
  const costs = costPerFrame(frameCosts, slices.at(-1)?.end ?? 0);
  const chunkSec = slices.map(({ start, end }) => (start * stepMs + sum(costs.subarray(start, end))) / 1000);
  const slowest = Math.max(...chunkSec);
  if (cap.maxChunkSec !== undefined && slowest > cap.maxChunkSec) {
    throw exceeds(
      'runtimeCap.maxChunkSec',
      `chunk ${chunkSec.indexOf(slowest)} would take about ${slowest.toFixed(1)} s, and ${cap.name} allows ${cap.maxChunkSec} s`,
      'Make chunks shorter with chunkSize or more maxParallelChunks, or raise the limit.',
    );
  }
  const mebibytes = browserRssBytes / 1024 ** 2;
  if (cap.maxMemoryMib !== undefined && mebibytes > cap.maxMemoryMib) {
    throw exceeds(
      'runtimeCap.maxMemoryMib',
      `the browser alone took ${mebibytes.toFixed(0)} MiB, and ${cap.name} allows ${cap.maxMemoryMib} MiB`,
      'Render a smaller size, or raise the limit.',
    );
  }
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

function exceeds(field: string, what: string, fix: string): RenderError {
  return new RenderError('CONFIG_INVALID', `${field}: ${what}. ${fix}`, { field, fix });
}

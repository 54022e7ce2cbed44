import type { ResolvedRenderConfig } from '../contract/index.js';
import { RenderError } from '../errors/index.js';

/**
 * Compares what was measured with the limits of the place where the chunks will run. The estimate is the stepping and
 * capturing of the slowest chunk on this machine; starting the browser and encoding come on top.
 * @throws CONFIG_INVALID naming the limit and the estimate.
 */
export function checkRuntimeCap(
  cap: ResolvedRenderConfig['runtimeCap'],
  measured: {
    /** Of each chunk; see `expectChunkMs`. */
    readonly expectedChunkMs: readonly number[];
    readonly browserRssBytes: number;
  },
): void {
  if (cap === undefined) return;
  const { expectedChunkMs, browserRssBytes } = measured;
  const chunkSec = expectedChunkMs.map((ms) => ms / 1000);
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

function exceeds(field: string, what: string, fix: string): RenderError {
  return new RenderError('CONFIG_INVALID', `${field}: ${what}. ${fix}`, { field, fix });
}

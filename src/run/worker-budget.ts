import type { WorkerBudget } from '../contract/index.js';
import { wholeCores } from '../plan/full-rounds.js';

/** What decides how many workers run. Sizes in bytes. */
export interface BudgetRequest {
  /** What the caller asked for; absent: as many as the machine carries. */
  readonly requested?: number | undefined;
  /** Chunks that are still to be rendered. */
  readonly chunkCount: number;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Cores that may be used; a container's quota may be a fraction. */
  readonly cpuCount: number;
  readonly memoryAvailableBytes: number;
}

const MIB = 1024 ** 2;
/** A headless browser with an empty page and an encoder, with room to spare. */
const WORKER_BASE_BYTES = 300 * MIB;
/** Rasters, the encoder's look-ahead and images on their way: about 40 frames of four bytes a pixel. */
const WORKER_BYTES_PER_PIXEL = 160;
/** What stays free for everything else. */
const RESERVED_BYTES = 256 * MIB;

/**
 * How many workers run, and what it was bound by. A requested number is honoured as far as there are chunks; without
 * one, there is a worker per core, as far as memory and chunks allow: the next one would not pay (docs/adr/0019).
 */
export function computeWorkerBudget(request: BudgetRequest): WorkerBudget {
  const { requested, chunkCount, cpuCount, memoryAvailableBytes } = request;
  const memoryPerWorkerBytes =
    WORKER_BASE_BYTES + WORKER_BYTES_PER_PIXEL * request.widthPx * request.heightPx;
  const usableBytes = Math.max(0, memoryAvailableBytes - RESERVED_BYTES);
  const byMemory = Math.max(1, Math.floor(usableBytes / memoryPerWorkerBytes));
  const limits: { boundBy: WorkerBudget['boundBy']; workers: number; why: string }[] = [
    requested === undefined
      ? {
          boundBy: 'cpu',
          workers: wholeCores(cpuCount),
          why: `one per core, and ${format(cpuCount)} may be used`,
        }
      : { boundBy: 'requested', workers: requested, why: 'as requested' },
    { boundBy: 'chunks', workers: chunkCount, why: `there are no more chunks than ${chunkCount}` },
  ];
  if (requested === undefined) {
    limits.push({
      boundBy: 'memory',
      workers: byMemory,
      why: `${toMib(memoryAvailableBytes)} MiB of memory are available and each takes about ${toMib(memoryPerWorkerBytes)} MiB`,
    });
  }
  const tightest = limits.reduce((a, b) => (b.workers < a.workers ? b : a));
  const { workers, boundBy, why } = tightest;
  return {
    workers,
    boundBy,
    why: `${workers} ${workers === 1 ? 'worker' : 'workers'}: ${why}.${warnOfMemory(requested, byMemory)}`,
    cpuCount,
    memoryAvailableBytes,
    memoryPerWorkerBytes,
    concurrentLaunches: Math.min(workers, Math.max(1, Math.floor(cpuCount / 2))),
  };
}

function warnOfMemory(requested: number | undefined, byMemory: number): string {
  return requested !== undefined && requested > byMemory
    ? ` Memory is sure to suffice for ${byMemory} only.`
    : '';
}

function toMib(bytes: number): number {
  return Math.round(bytes / MIB);
}

function format(cpuCount: number): string {
  return Number.isInteger(cpuCount) ? String(cpuCount) : `about ${cpuCount.toFixed(1)}`;
}

import { type ChunkPlan, getDefaults } from '../contract/index.js';
import { RenderError } from '../errors/index.js';
import type { FrameCostSample } from './frame-costs.js';
import { fullRounds, wholeCores } from './full-rounds.js';
import { mostChunksWorthStepping, type SteppingCost } from './stepping.js';

/** What decides the number of chunks. Lengths in frames. */
export interface ChunkPlanRequest {
  readonly totalFrames: number;
  /** Frames per chunk; excludes `targetChunkFrames`. */
  readonly chunkSize?: number | undefined;
  /** Frames per chunk to aim at. */
  readonly targetChunkFrames?: number | undefined;
  readonly maxParallelChunks: number;
  readonly balance: 'frames' | 'cost';
  /** Measured costs of some frames; without them `balance: 'cost'` falls back to equal lengths. */
  readonly frameCosts?: readonly FrameCostSample[] | undefined;
  /** Set where one machine renders all chunks and nobody asked for a number or a length of them. */
  readonly local?: LocalChunks | undefined;
  /** Set for a page that is stepped through every frame. */
  readonly stepping?: SteppingCost | null | undefined;
}

/** What decides the number of chunks on one machine. */
export interface LocalChunks {
  /** Cores that may be used; may be a fraction, which is rounded. Each gets as many chunks as the others. */
  readonly cores: number;
  /** Frames per second. */
  readonly rate: number;
}

/**
 * On one machine a chunk of this length is long enough to make its own start (a page, an encoder and its verification,
 * 0.2 to 0.3 s of CPU) cheap, and short enough to be rendered again. Seconds.
 */
const LOCAL_CHUNK_SEC = 10;

/**
 * Decides how many chunks there are and how long, and says why. Pure.
 *
 * - `chunkSize`: as asked, but raised when it would need more than `maxParallelChunks` chunks.
 * - `targetChunkFrames`: `clamp(ceil(total / target), 1, maxParallelChunks)` chunks of equal length.
 * - neither, on one machine: chunks of ten seconds or less, as many for each core as for the others, as long as none gets
 *   shorter than 10 frames; for a page that is stepped through its frames, one for each core at most.
 * - neither: `max(10, ceil(total / maxParallelChunks))` frames per chunk; fewer chunks where stepping through the frames
 *   before them would cost more than it saves.
 *
 * A last chunk shorter than half of the others is avoided: its frames are spread, so that lengths differ by one frame
 * at most. Where nobody asked for a size, no chunk gets shorter than 10 frames by that; one chunk fewer is made instead.
 * @throws CONFIG_INVALID naming the field that is not a positive integer, or both fields when they exclude each other.
 */
export function resolveChunkPlan(request: ChunkPlanRequest): ChunkPlan {
  assertRequest(request);
  const { totalFrames, chunkSize, targetChunkFrames, maxParallelChunks, balance } = request;
  const reasons: string[] = [];
  const isFree = targetChunkFrames === undefined && chunkSize === undefined;
  const counted = count(request, reasons);
  const { chunkCount, size } = isFree ? limitByStepping(counted, request, reasons) : counted;
  const byCost = balance === 'cost' && (request.frameCosts?.length ?? 0) > 0;
  if (byCost) {
    reasons.push(`cuts lie at equal shares of the cost measured on ${request.frameCosts?.length} frames`);
  } else if (balance === 'cost') {
    reasons.push('chunks have equal lengths, because no frame costs were measured');
  }
  return {
    requested: {
      chunkSize: chunkSize ?? null,
      targetChunkFrames: targetChunkFrames ?? null,
      maxParallelChunks,
      balance,
    },
    effective: {
      chunkCount,
      chunkSize: byCost ? Math.ceil(totalFrames / chunkCount) : size,
      balance: byCost ? 'cost' : 'frames',
    },
    why: `${reasons.join('; ')}.`,
  };
}

interface Count {
  readonly chunkCount: number;
  readonly size: number;
}

function limitByStepping(
  counted: Count,
  { totalFrames, stepping, local }: ChunkPlanRequest,
  reasons: string[],
): Count {
  if (stepping === null || stepping === undefined) return counted;
  const worth = mostChunksWorthStepping(stepping);
  const cores = local === undefined ? Number.POSITIVE_INFINITY : wholeCores(local.cores);
  const most = Math.min(worth, cores);
  if (counted.chunkCount <= most) return counted;
  // A chunk that waits for a core would only step through more frames: the last one is done soonest with one for each.
  const consequence =
    most === cores
      ? `more than ${chunks(most)} would keep the cores of this machine waiting for that`
      : `that takes so long that more than ${chunks(most)} would mostly repeat each other's work`;
  reasons.push(`the page keeps state, so each chunk steps through all frames before it, and ${consequence}`);
  return { chunkCount: most, size: Math.ceil(totalFrames / most) };
}

function count(request: ChunkPlanRequest, reasons: string[]): Count {
  const { totalFrames, chunkSize, targetChunkFrames, maxParallelChunks, local } = request;
  if (targetChunkFrames !== undefined) {
    return countForTarget(totalFrames, targetChunkFrames, maxParallelChunks, reasons);
  }
  return chunkSize === undefined && local !== undefined
    ? countForMachine(totalFrames, local, maxParallelChunks, reasons)
    : countForSize(totalFrames, chunkSize ?? null, maxParallelChunks, reasons);
}

function countForMachine(total: number, { cores, rate }: LocalChunks, max: number, reasons: string[]): Count {
  const byLength = Math.ceil(total / (LOCAL_CHUNK_SEC * rate));
  const mostThatPay = Math.max(1, Math.floor(total / getDefaults().minChunkFrames));
  const chunkCount = fullRounds(byLength, cores, Math.min(max, mostThatPay));
  const size = Math.ceil(total / chunkCount);
  const lengthSec = Number((size / rate).toPrecision(2));
  const why = whyThisMany(chunkCount, cores, max);
  reasons.push(`${frames(total)} are ${chunks(chunkCount)} of about ${lengthSec} s, ${why}`);
  return { chunkCount, size };
}

function whyThisMany(chunkCount: number, cores: number, max: number): string {
  const perCore = chunkCount / wholeCores(cores);
  if (perCore >= 1) return `${perCore === 1 ? 'one' : perCore} for each core of this machine`;
  return chunkCount < max ? 'as shorter ones would not pay' : 'as many as maxParallelChunks allows';
}

function countForTarget(total: number, target: number, max: number, reasons: string[]): Count {
  const wanted = Math.ceil(total / target);
  const chunkCount = Math.min(wanted, max);
  reasons.push(
    `${frames(total)} in chunks of about ${target} ${wanted === 1 ? 'is' : 'are'} ${chunks(wanted)}`,
  );
  if (chunkCount < wanted) reasons.push(`clamped to ${max} by maxParallelChunks`);
  return { chunkCount, size: Math.ceil(total / chunkCount) };
}

function countForSize(total: number, asked: number | null, max: number, reasons: string[]): Count {
  const { minChunkFrames } = getDefaults();
  const fewest = Math.ceil(total / max);
  const wanted = asked ?? Math.max(minChunkFrames, fewest);
  const size = Math.min(total, Math.max(wanted, fewest));
  reasons.push(whyThisSize({ total, asked, max, fewest, minChunkFrames }));
  const chunkCount = Math.ceil(total / size);
  const tail = total - (chunkCount - 1) * size;
  if (tail * 2 >= size) return { chunkCount, size };
  const evenSize = Math.ceil(total / chunkCount);
  if (asked === null && Math.floor(total / chunkCount) < minChunkFrames) {
    const fewer = Math.max(1, chunkCount - 1);
    reasons.push(`the last ${frames(tail)} are spread over the other chunks instead of making a tiny one`);
    return { chunkCount: fewer, size: Math.ceil(total / fewer) };
  }
  reasons.push(
    `a last chunk of ${frames(tail)} would be tiny, so the ${chunkCount} chunks share the frames evenly`,
  );
  return { chunkCount, size: evenSize };
}

function whyThisSize(facts: {
  total: number;
  asked: number | null;
  max: number;
  fewest: number;
  minChunkFrames: number;
}): string {
  const { total, asked, max, fewest, minChunkFrames } = facts;
  if (asked === null) {
    return fewest >= minChunkFrames
      ? `${frames(total)} over ${max} chunks (maxParallelChunks) are ${frames(fewest)} each`
      : `${frames(total)} in chunks of ${minChunkFrames}, the shortest that pays`;
  }
  if (asked < fewest) {
    return `chunkSize ${asked} would need ${Math.ceil(total / asked)} chunks; raised to ${fewest} by maxParallelChunks ${max}`;
  }
  if (asked > total)
    return `chunkSize ${asked} is more than the ${frames(total)} there are, so there is 1 chunk`;
  return `chunkSize ${asked} as asked`;
}

function frames(count: number): string {
  return count === 1 ? '1 frame' : `${count} frames`;
}

function chunks(count: number): string {
  return count === 1 ? '1 chunk' : `${count} chunks`;
}

function assertRequest(request: ChunkPlanRequest): void {
  for (const field of ['totalFrames', 'chunkSize', 'targetChunkFrames', 'maxParallelChunks'] as const) {
    const value = request[field];
    const optional = field === 'chunkSize' || field === 'targetChunkFrames';
    if ((optional && value === undefined) || (Number.isSafeInteger(value) && Number(value) > 0)) continue;
    throw new RenderError('CONFIG_INVALID', `${field}: expected a positive integer (got ${String(value)})`, {
      field,
      fix: `Give ${field} as an integer of at least 1${optional ? ', or leave it out' : ''}.`,
    });
  }
  if (request.chunkSize !== undefined && request.targetChunkFrames !== undefined) {
    throw new RenderError(
      'CONFIG_INVALID',
      'targetChunkFrames: give either chunkSize or targetChunkFrames, not both',
      { field: 'targetChunkFrames', fix: 'Remove one of the two.' },
    );
  }
}

import type { ChunkSnapshot, RunSnapshot, RunState } from '../../src/contract/snapshot.js';
import { groupOf, type LookGroup, lookOf } from './chunk-state.js';

/** Whether nothing more will happen without a person. */
export function isRunOver(state: RunState): boolean {
  return state === 'done' || state === 'failed' || state === 'cancelled' || state === 'interrupted';
}

export const RUN_WORDS: Readonly<Record<RunState, string>> = {
  planning: 'Planning',
  rendering: 'Rendering',
  assembling: 'Assembling',
  cancelling: 'Stopping…',
  done: 'Verified',
  failed: 'Failed',
  cancelled: 'Stopped',
  interrupted: 'Interrupted',
};

export const RUN_STEPS = ['Plan', 'Render', 'Assemble', 'Verify'] as const;

/** Which of the four steps a run is in: 0 to 3, and 4 when all are behind it. */
export function stepOf(snapshot: RunSnapshot): number {
  switch (snapshot.state) {
    case 'done':
      return 4;
    case 'planning':
      return 0;
    case 'assembling':
      return snapshot.step?.phase === 'prove' || snapshot.step?.phase === 'finish' ? 3 : 2;
    default:
      if (snapshot.plan === null) return 0;
      return snapshot.chunks.length > 0 && snapshot.chunks.every(isChunkGood) ? 2 : 1;
  }
}

export function isChunkGood(chunk: ChunkSnapshot): boolean {
  return chunk.state === 'done' || chunk.state === 'reused';
}

export function countGroups(chunks: readonly ChunkSnapshot[]): Readonly<Record<LookGroup, number>> {
  const counts = { waiting: 0, active: 0, done: 0, attention: 0, failed: 0, stopped: 0 };
  for (const chunk of chunks) counts[groupOf(lookOf(chunk))] += 1;
  return counts;
}

/** Why a command cannot be given now; null when it can. */
export type Refusal = string | null;

export function refusePause(snapshot: RunSnapshot | null, paused: boolean): Refusal {
  if (snapshot === null) return 'There is no run.';
  if (paused) return 'The run is paused already.';
  if (isRunOver(snapshot.state)) return 'The run is over.';
  if (snapshot.state !== 'rendering') return 'Only rendering can pause; this step is short.';
  return null;
}

export function refuseCancel(snapshot: RunSnapshot | null): Refusal {
  if (snapshot === null) return 'There is no run.';
  if (snapshot.state === 'cancelling') return 'The run is stopping.';
  return isRunOver(snapshot.state) ? 'The run is over.' : null;
}

export function refuseRetryFailed(snapshot: RunSnapshot | null): Refusal {
  if (snapshot === null) return 'There is no run.';
  if (!snapshot.chunks.some((chunk) => chunk.state === 'failed')) return 'No chunk has failed.';
  return isRunOver(snapshot.state) ? null : 'The run is still ending.';
}

/** A running chunk starts over; what failed or was stopped is rendered when the run goes on. */
export function refuseRetry(chunk: ChunkSnapshot, run: RunState): Refusal {
  if (isChunkGood(chunk)) return 'It is done and verified.';
  if (isRunOver(run)) return null;
  if (run === 'cancelling') return 'The run is stopping.';
  if (chunk.state === 'running') return null;
  if (chunk.state === 'retrying') return 'It is about to be tried again.';
  if (chunk.state === 'queued') return 'It has not run yet.';
  return 'Other chunks are still being rendered. Retry it when they are done.';
}

export function refuseCancelChunk(chunk: ChunkSnapshot, run: RunState): Refusal {
  if (isRunOver(run)) return 'The run is over.';
  if (chunk.state === 'running') return null;
  return chunk.state === 'queued' ? 'It has not started. Cancel it when it runs.' : 'It is not running.';
}

/** Longest time a chunk took, for the cost colours: milliseconds per frame. */
export function frameCostMs(chunk: ChunkSnapshot): number | null {
  if (chunk.result !== null) return chunk.result.durationMs / Math.max(1, chunk.result.framesEncoded);
  return chunk.framesPerSec === null || chunk.framesPerSec <= 0 ? null : 1000 / chunk.framesPerSec;
}

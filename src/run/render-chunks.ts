import { setTimeout as sleep } from 'node:timers/promises';
import pLimit from 'p-limit';
import type { ChunkResult, ChunkSliceJson, WorkerBudget } from '../contract/index.js';
import { type ErrorData, fromErrorData, RenderError, throwIfAborted } from '../errors/index.js';
import type { RenderPool } from '../pool/index.js';
import type { EventLog } from './event-log.js';
import { decideRetry } from './retry-policy.js';
import type { RunControl } from './run-control.js';
import { Turn } from './turn.js';

/** What rendering a run's chunks takes. */
export interface ChunksJob {
  readonly pool: RenderPool;
  readonly log: EventLog;
  readonly budget: WorkerBudget;
  readonly planDir: string;
  /** In the order in which they are started. */
  readonly slices: readonly ChunkSliceJson[];
  readonly pathOf: (chunkIndex: number) => string;
  readonly signal: AbortSignal;
  readonly control: RunControl;
}

/**
 * Renders chunks on the pool, in the order given, and tries again where that makes sense. The first failure
 * that is final cancels the rest; every chunk ends with an event of its own.
 * @throws the final failure, or CANCELLED.
 */
export async function renderChunks(job: ChunksJob): Promise<ChunkResult[]> {
  const limit = pLimit(job.budget.workers);
  const stop = new AbortController();
  const signal = AbortSignal.any([job.signal, stop.signal]);
  const useFewerWorkers = () => {
    limit.concurrency = Math.max(1, limit.concurrency - 1);
  };
  const results = await Promise.allSettled(
    job.slices.map(async ({ index }) => {
      const turn = new Turn(limit);
      try {
        return await renderWithRetries({ ...job, signal }, index, turn, useFewerWorkers);
      } catch (error) {
        // A chunk that was taken out by hand leaves the others running.
        if (!(error instanceof TakenOut)) stop.abort(error);
        throw error;
      } finally {
        turn.leave();
      }
    }),
  );
  throwIfAborted(job.signal);
  throwIfAborted(stop.signal);
  const takenOut = results
    .flatMap((result) =>
      result.status === 'rejected' && result.reason instanceof TakenOut ? [result.reason.chunkIndex] : [],
    )
    .sort((a, b) => a - b);
  if (takenOut.length > 0) throw incomplete(takenOut);
  return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
}

async function renderWithRetries(
  job: ChunksJob,
  chunkIndex: number,
  turn: Turn,
  useFewerWorkers: () => void,
): Promise<ChunkResult> {
  const { log, signal, control } = job;
  const earlier: ErrorData[] = [];
  for (let attempt = 1; ; attempt++) {
    await turn.take();
    await control.whenNotPaused(signal);
    if (signal.aborted) throw cancelChunk(job, chunkIndex);
    const byHand = control.startChunk(chunkIndex);
    let workerId = 0;
    const outcome = await job.pool.render({
      planDir: job.planDir,
      chunkIndex,
      outputPath: job.pathOf(chunkIndex),
      isLast: turn.isLast,
      onLeft: () => turn.leave(),
      signal: AbortSignal.any([signal, byHand.signal]),
      onStarted(id) {
        workerId = id;
        log.emit({ type: 'chunk-started', chunkIndex, attempt, workerId });
      },
      onNotice: ({ level, message }) => log.emit({ type: 'log', level, message, chunkIndex, workerId }),
      onProgress: (progress) => log.emit({ type: 'chunk-progress', ...progress, attempt, workerId }),
    });
    control.endChunk(chunkIndex);
    if (outcome.ok) {
      log.emit({ type: 'chunk-done', chunkIndex, attempt, workerId, result: outcome.value });
      return outcome.value;
    }
    if (signal.aborted) throw cancelChunk(job, chunkIndex);
    if (byHand.reason === 'cancel') {
      log.emit({ type: 'chunk-cancelled', chunkIndex });
      throw new TakenOut(chunkIndex);
    }
    if (byHand.reason === 'retry') {
      const change = 'asked for by hand';
      log.emit({
        type: 'chunk-retry',
        chunkIndex,
        attempt,
        workerId,
        error: outcome.error,
        delayMs: 0,
        change,
      });
      continue;
    }

    const error = { ...outcome.error, details: { ...outcome.error.details, attempt, workerId } };
    const decision = decideRetry(error, earlier);
    if (!decision.retry) {
      log.emit({ type: 'chunk-failed', chunkIndex, attempt, workerId, error });
      throw fromErrorData(error).withDetails({ whyFinal: decision.why });
    }
    const { delayMs, change } = decision;
    log.emit({ type: 'chunk-retry', chunkIndex, attempt, workerId, error, delayMs, change });
    if (decision.fewerWorkers) useFewerWorkers();
    earlier.push(error);
    await sleep(delayMs, undefined, { signal }).catch(() => undefined);
  }
}

/** A chunk that a person has cancelled. */
class TakenOut extends Error {
  constructor(readonly chunkIndex: number) {
    super(`chunk ${chunkIndex} was cancelled`);
  }
}

function incomplete(chunkIndexes: readonly number[]): RenderError {
  const names = chunkIndexes.join(', ');
  return new RenderError(
    'CANCELLED',
    `All chunks are rendered but those that were cancelled: ${names}. Resume the run to render them.`,
    { chunkIndexes, fix: 'Resume the run.' },
  );
}

/** @returns what the chunk's promise rejects with. */
function cancelChunk({ log, signal }: ChunksJob, chunkIndex: number): unknown {
  log.emit({ type: 'chunk-cancelled', chunkIndex });
  return signal.reason;
}

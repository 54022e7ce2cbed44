import type { AttemptSnapshot, ChunkSliceJson, ChunkSnapshot, RunEvent } from '../contract/index.js';
import type { ErrorData } from '../errors/index.js';

const CHUNK_EVENTS = [
  'chunk-started',
  'chunk-progress',
  'chunk-done',
  'chunk-reused',
  'chunk-retry',
  'chunk-failed',
  'chunk-cancelled',
] as const;
type ChunkEvent = Extract<RunEvent, { type: (typeof CHUNK_EVENTS)[number] }>;

export function isChunkEvent(event: RunEvent): event is ChunkEvent {
  return (CHUNK_EVENTS as readonly string[]).includes(event.type);
}

/** A chunk that waits for a worker. */
export function queuedChunk(slice: ChunkSliceJson, attempts: readonly AttemptSnapshot[]): ChunkSnapshot {
  return {
    index: slice.index,
    start: slice.start,
    end: slice.end,
    state: 'queued',
    phase: null,
    framesDone: 0,
    framesTotal: slice.frameCount,
    framesReused: 0,
    lastFrameAtMs: null,
    framesPerSec: null,
    attempts,
    webgl: null,
    result: null,
    error: null,
  };
}

/** Folds one event of a chunk. */
export function reduceChunk(chunk: ChunkSnapshot, event: ChunkEvent): ChunkSnapshot {
  switch (event.type) {
    case 'chunk-started':
      return started(chunk, event);
    case 'chunk-progress':
      return progressed(chunk, event);
    case 'chunk-done':
      return finished(endAttempt(chunk, event.atMs, 'done', null), event.result, 'done');
    case 'chunk-reused':
      return finished(chunk, event.result, 'reused');
    case 'chunk-retry':
      return {
        ...endAttempt(chunk, event.atMs, 'failed', event.error as ErrorData),
        state: 'retrying',
        phase: null,
        framesDone: 0,
        framesReused: 0,
        error: event.error as ErrorData,
      };
    case 'chunk-failed':
      return {
        ...endAttempt(chunk, event.atMs, 'failed', event.error as ErrorData),
        state: 'failed',
        phase: null,
        error: event.error as ErrorData,
      };
    case 'chunk-cancelled':
      return { ...endAttempt(chunk, event.atMs, 'cancelled', null), state: 'cancelled', phase: null };
  }
}

function started(chunk: ChunkSnapshot, event: Extract<ChunkEvent, { type: 'chunk-started' }>): ChunkSnapshot {
  const attempt: AttemptSnapshot = {
    attempt: event.attempt,
    workerId: event.workerId,
    startedAtMs: event.atMs,
    endedAtMs: null,
    outcome: 'running',
    error: null,
    phaseStartedAtMs: {},
  };
  return {
    ...chunk,
    state: 'running',
    phase: null,
    framesDone: 0,
    framesReused: 0,
    lastFrameAtMs: null,
    framesPerSec: null,
    attempts: [...chunk.attempts, attempt],
    error: null,
  };
}

function progressed(
  chunk: ChunkSnapshot,
  event: Extract<ChunkEvent, { type: 'chunk-progress' }>,
): ChunkSnapshot {
  const current = chunk.attempts.at(-1);
  // Late news of an attempt that is over.
  if (current?.outcome !== 'running' || current.attempt !== event.attempt) return chunk;
  const phaseStartedAtMs = { [event.phase]: event.atMs, ...current.phaseStartedAtMs };
  const capturingMs = event.atMs - (phaseStartedAtMs.capture ?? event.atMs);
  const measured = event.phase === 'capture' && event.framesDone > 0 && capturingMs > 0;
  return {
    ...chunk,
    phase: event.phase,
    framesDone: event.framesDone,
    framesReused: event.framesReused,
    lastFrameAtMs: event.lastFrameAgeMs === null ? null : event.atMs - event.lastFrameAgeMs,
    framesPerSec: measured ? (event.framesDone * 1000) / capturingMs : chunk.framesPerSec,
    webgl: event.webgl ?? chunk.webgl,
    attempts: [...chunk.attempts.slice(0, -1), { ...current, phaseStartedAtMs }],
  };
}

function finished(
  chunk: ChunkSnapshot,
  result: Extract<ChunkEvent, { type: 'chunk-done' }>['result'],
  state: 'done' | 'reused',
): ChunkSnapshot {
  return {
    ...chunk,
    state,
    phase: null,
    framesDone: chunk.framesTotal,
    framesReused: result.framesReused,
    webgl: result.webgl,
    result,
    error: null,
  };
}

function endAttempt(
  chunk: ChunkSnapshot,
  endedAtMs: number,
  outcome: 'done' | 'failed' | 'cancelled',
  error: ErrorData | null,
): ChunkSnapshot {
  const current = chunk.attempts.at(-1);
  if (current?.outcome !== 'running') return chunk;
  return { ...chunk, attempts: [...chunk.attempts.slice(0, -1), { ...current, endedAtMs, outcome, error }] };
}

import type { PlanSnapshot, RunEvent, RunSnapshot } from '../contract/index.js';
import { type ErrorData, RenderError } from '../errors/index.js';
import { estimateRemaining } from './estimate-remaining.js';
import { isChunkEvent, queuedChunk, reduceChunk } from './reduce-chunk.js';
import { reduceWorkers } from './reduce-workers.js';

type EventOf<T extends RunEvent['type']> = Extract<RunEvent, { type: T }>;

/**
 * Folds one event into a snapshot. Pure; an event that was folded before changes nothing, so whoever is late or hears
 * things twice is right all the same.
 * @param snapshot null before the first event, which has to be `run-started`.
 */
export function reduceSnapshot(snapshot: RunSnapshot | null, event: RunEvent): RunSnapshot {
  if (snapshot === null) {
    if (event.type === 'run-started') return start(event, null);
    throw new RenderError('INTERNAL', `The first event of a run is run-started, not ${event.type}.`);
  }
  if (event.seq <= snapshot.seq) return snapshot;
  return withTotals({ ...fold(snapshot, event), seq: event.seq }, event.atMs);
}

/** The snapshot of a run whose log ended without a final event and whose process is gone. */
export function markInterrupted(snapshot: RunSnapshot): RunSnapshot {
  if (snapshot.endedAtMs !== null) return snapshot;
  return { ...snapshot, state: 'interrupted', step: null, etaMs: null };
}

function fold(snapshot: RunSnapshot, event: RunEvent): RunSnapshot {
  switch (event.type) {
    case 'run-started':
      return start(event, snapshot);
    case 'plan-progress':
      return { ...snapshot, step: { phase: event.phase, message: event.message } };
    case 'plan-ready':
      return planned(snapshot, event);
    case 'budget':
      return { ...snapshot, budget: event.budget };
    case 'assemble-progress': {
      const state = snapshot.state === 'rendering' ? 'assembling' : snapshot.state;
      return { ...snapshot, state, step: { phase: event.phase, message: event.message } };
    }
    case 'run-cancelling':
      return { ...snapshot, state: 'cancelling' };
    case 'result':
      return { ...snapshot, state: 'done', step: null, endedAtMs: event.atMs, result: event.assemble };
    case 'error':
      return {
        ...snapshot,
        state: event.error.code === 'CANCELLED' ? 'cancelled' : 'failed',
        step: null,
        endedAtMs: event.atMs,
        error: event.error as ErrorData,
      };
    case 'log':
      return snapshot;
    default:
      return work(snapshot, event);
  }
}

/** Events of chunks and workers. */
function work(snapshot: RunSnapshot, event: RunEvent): RunSnapshot {
  return {
    ...snapshot,
    retries: snapshot.retries + (event.type === 'chunk-retry' ? 1 : 0),
    workers: reduceWorkers(snapshot.workers, event),
    chunks: isChunkEvent(event)
      ? snapshot.chunks.map((chunk) => (chunk.index === event.chunkIndex ? reduceChunk(chunk, event) : chunk))
      : snapshot.chunks,
  };
}

/** A run begins, or goes on after an interruption: then what earlier attempts have left stays visible. */
function start(event: EventOf<'run-started'>, earlier: RunSnapshot | null): RunSnapshot {
  return {
    runId: event.runId,
    runDir: event.runDir,
    projectDir: event.projectDir,
    entryFile: event.entryFile,
    outputPath: event.outputPath,
    state: 'planning',
    seq: event.seq,
    startedAtMs: event.atMs,
    endedAtMs: null,
    step: null,
    plan: null,
    budget: null,
    chunks: earlier?.chunks ?? [],
    workers: [],
    framesDone: 0,
    framesTotal: earlier?.framesTotal ?? 0,
    etaMs: null,
    retries: earlier?.retries ?? 0,
    result: null,
    error: null,
  };
}

function planned(snapshot: RunSnapshot, event: EventOf<'plan-ready'>): RunSnapshot {
  const { type: _type, seq: _seq, atMs: _atMs, ...plan } = event;
  const earlier = new Map(snapshot.chunks.map((chunk) => [chunk.index, chunk]));
  return {
    ...snapshot,
    state: 'rendering',
    step: null,
    plan: plan satisfies PlanSnapshot,
    chunks: event.slices.map((slice) => queuedChunk(slice, earlier.get(slice.index)?.attempts ?? [])),
  };
}

function withTotals(snapshot: RunSnapshot, nowMs: number): RunSnapshot {
  let framesDone = 0;
  let framesTotal = 0;
  for (const chunk of snapshot.chunks) {
    framesDone += chunk.framesDone;
    framesTotal += chunk.framesTotal;
  }
  const totals = { ...snapshot, framesDone, framesTotal };
  return { ...totals, etaMs: estimateRemaining(totals, nowMs) };
}

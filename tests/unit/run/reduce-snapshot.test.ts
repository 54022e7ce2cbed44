import { describe, expect, it } from 'vitest';
import type { ChunkResult, RunEvent, RunSnapshot, UnstampedRunEvent } from '#src/contract/index.js';
import type { ErrorData } from '#src/errors/index.js';
import { markInterrupted, reduceSnapshot } from '#src/run/reduce-snapshot.js';
import { samplePlanParts } from '../plan/sample-plan-parts.js';

const parts = samplePlanParts();
const webgl = { vendor: 'v', renderer: 'r', software: true, version: '2', maxTextureSizePx: 8192 };
const crash: ErrorData = { code: 'BROWSER_CRASHED', message: 'gone', retryable: true, details: {} };
const cancelled: ErrorData = { code: 'CANCELLED', message: 'stopped', retryable: false, details: {} };

const started: UnstampedRunEvent = {
  type: 'run-started',
  runId: 'r1',
  runDir: '/runs/r1',
  projectDir: '/project',
  entryFile: 'index.html',
  outputPath: '/out.mp4',
  framelaneVersion: '0.1.0',
  resumed: false,
};
const planReady: UnstampedRunEvent = {
  type: 'plan-ready',
  planDir: '/runs/r1/plan',
  planHash: 'a'.repeat(64),
  frameCount: 300,
  durationSec: 10,
  fps: { num: 30, den: 1 },
  widthPx: 640,
  heightPx: 360,
  format: 'mp4',
  codec: 'h264',
  captureMode: 'begin-frame',
  gopFrames: 60,
  hasAudio: true,
  chunkPlan: parts.chunks.plan,
  slices: parts.chunks.slices,
  tools: parts.tools,
  assetCount: 1,
  assetBytes: 10,
  warnings: [],
};
const result = (chunkIndex: number) => ({ chunkIndex, framesReused: 3, webgl }) as unknown as ChunkResult;
const begin = (chunkIndex: number, attempt: number, workerId: number): UnstampedRunEvent => ({
  type: 'chunk-started',
  chunkIndex,
  attempt,
  workerId,
});
const progress = (
  chunkIndex: number,
  framesDone: number,
  attempt = 1,
  phase: 'boot' | 'capture' | 'finish' = 'capture',
): UnstampedRunEvent => ({
  type: 'chunk-progress',
  chunkIndex,
  attempt,
  workerId: 0,
  phase,
  framesDone,
  framesTotal: 150,
  framesReused: 0,
  lastFrameAgeMs: framesDone === 0 ? null : 5,
  webgl,
});
const ready = (workerId: number, browserPid: number): UnstampedRunEvent => ({
  type: 'worker-ready',
  workerId,
  browserPid,
  browserVersion: 'HeadlessChrome/156',
  browserCommand: 'chrome',
  webgl,
});

/** Stamps events with a sequence number and a clock that gains `stepMs` with each. */
function stamp(events: readonly UnstampedRunEvent[], stepMs = 1000): RunEvent[] {
  return events.map((event, seq) => ({ ...event, seq, atMs: 1_000_000 + seq * stepMs }) as RunEvent);
}

function fold(events: readonly RunEvent[], from: RunSnapshot | null = null): RunSnapshot {
  let snapshot = from;
  for (const event of events) snapshot = reduceSnapshot(snapshot, event);
  if (snapshot === null) throw new Error('no events');
  return snapshot;
}

const run = stamp([
  started,
  { type: 'plan-progress', phase: 'read', message: 'Reading index.html' },
  planReady,
  begin(0, 1, 0),
  ready(0, 100),
  progress(0, 0),
  progress(0, 60),
  begin(1, 1, 1),
  ready(1, 101),
  {
    type: 'chunk-retry',
    chunkIndex: 0,
    attempt: 1,
    workerId: 0,
    error: crash,
    delayMs: 10,
    change: 'a fresh browser',
  },
  begin(0, 2, 0),
  ready(0, 102),
  progress(0, 0, 2),
  progress(0, 90, 2),
  { type: 'chunk-done', chunkIndex: 0, attempt: 2, workerId: 0, result: result(0) },
]);

describe('reduceSnapshot', () => {
  it('wants run-started first', () => {
    const [, second] = run;
    if (second === undefined) throw new Error('no event');
    expect(() => reduceSnapshot(null, second)).toThrow(/run-started/);
  });

  it('follows a run from planning to rendering', () => {
    expect(fold(run.slice(0, 2))).toMatchObject({ state: 'planning', step: { phase: 'read' } });
    const rendering = fold(run.slice(0, 3));
    expect(rendering).toMatchObject({ state: 'rendering', step: null, framesTotal: 300, framesDone: 0 });
    expect(rendering.chunks.map(({ state }) => state)).toEqual(['queued', 'queued']);
    expect(rendering.plan).not.toHaveProperty('seq');
  });

  it('measures a chunk by the time since it began to capture', () => {
    const { chunks, framesDone } = fold(run.slice(0, 7));
    expect(chunks[0]).toMatchObject({ state: 'running', phase: 'capture', framesDone: 60, framesPerSec: 60 });
    expect(chunks[0]?.lastFrameAtMs).toBe(1_006_000 - 5);
    expect(framesDone).toBe(60);
  });

  it('starts a retried chunk from zero and keeps its attempts', () => {
    const retrying = fold(run.slice(0, 10));
    expect(retrying.chunks[0]).toMatchObject({ state: 'retrying', framesDone: 0, error: crash });
    expect(retrying.retries).toBe(1);
    const done = fold(run);
    expect(done.chunks[0]).toMatchObject({ state: 'done', framesDone: 150, framesReused: 3, error: null });
    expect(done.chunks[0]?.attempts).toMatchObject([
      { attempt: 1, outcome: 'failed', error: crash },
      { attempt: 2, outcome: 'done', error: null },
    ]);
  });

  it('ignores late progress of an attempt that is over', () => {
    const late = { ...progress(0, 149), seq: 100, atMs: 1 } as RunEvent;
    expect(fold([late], fold(run.slice(0, 11))).chunks[0]?.framesDone).toBe(0);
  });

  it('knows what workers do and how many browsers they have had', () => {
    const { workers } = fold(run);
    expect(workers).toMatchObject([
      { workerId: 0, state: 'idle', chunkIndex: null, sessions: 2, browserPid: 102 },
      { workerId: 1, state: 'busy', chunkIndex: 1, sessions: 1 },
    ]);
    const lost = { type: 'worker-lost', workerId: 1, error: crash, seq: 100, atMs: 1 } as RunEvent;
    expect(fold([lost], fold(run)).workers[1]).toMatchObject({
      state: 'lost',
      browserPid: null,
      chunkIndex: null,
    });
  });

  it('does not change when it hears an event again', () => {
    const once = fold(run);
    expect(fold(run, once)).toBe(once);
  });

  it('is right for a window that comes late: any snapshot and the events after it, or all of them', () => {
    const whole = fold(run);
    for (let cut = 1; cut < run.length; cut++) {
      const early = fold(run.slice(0, cut));
      expect(fold(run.slice(cut), early)).toEqual(whole);
      expect(fold(run, early)).toEqual(whole);
    }
  });

  it('is plain data', () => {
    const whole = fold(run);
    expect(structuredClone(whole)).toEqual(whole);
    expect(JSON.parse(JSON.stringify(whole))).toEqual(whole);
  });

  it('ends as done, failed or cancelled', () => {
    const end = (event: UnstampedRunEvent) =>
      fold([{ ...event, seq: 100, atMs: 2_000_000 } as RunEvent], fold(run));
    const assembled = { outputPath: '/out.mp4' };
    expect(end({ type: 'result', assemble: assembled } as unknown as UnstampedRunEvent)).toMatchObject({
      state: 'done',
      endedAtMs: 2_000_000,
      result: assembled,
      etaMs: null,
    });
    expect(end({ type: 'error', runId: 'r1', error: crash })).toMatchObject({
      state: 'failed',
      error: crash,
    });
    expect(end({ type: 'error', runId: 'r1', error: cancelled })).toMatchObject({ state: 'cancelled' });
    expect(end({ type: 'run-cancelling' })).toMatchObject({ state: 'cancelling', endedAtMs: null });
  });

  it('shows a run without an end as interrupted, and a finished one as it is', () => {
    expect(markInterrupted(fold(run))).toMatchObject({ state: 'interrupted', etaMs: null });
    const over = fold([{ type: 'error', runId: 'r1', error: crash, seq: 100, atMs: 1 }], fold(run));
    expect(markInterrupted(over)).toBe(over);
  });

  it('begins again when a run goes on, and keeps what earlier attempts were', () => {
    const again = [{ ...started, resumed: true }, planReady] as const;
    const events = again.map((event, n) => ({ ...event, seq: 100 + n, atMs: 3_000_000 }) as RunEvent);
    const resumed = fold(events, fold(run));
    expect(resumed).toMatchObject({
      state: 'rendering',
      framesDone: 0,
      workers: [],
      retries: 1,
      error: null,
    });
    expect(resumed.chunks[0]).toMatchObject({ state: 'queued', result: null });
    expect(resumed.chunks[0]?.attempts).toHaveLength(2);
    const reused = { type: 'chunk-reused', chunkIndex: 0, result: result(0), seq: 102, atMs: 3_000_001 };
    expect(fold([reused as RunEvent], resumed)).toMatchObject({ framesDone: 150, etaMs: null });
  });
});

describe('estimate', () => {
  it('is a range around the truth for a steady run, and narrows', () => {
    const steady = stamp(
      [started, planReady, begin(0, 1, 0), ...[0, 10, 20, 30, 60, 90, 120, 140].map((n) => progress(0, n))],
      1000,
    );
    expect(fold(steady.slice(0, 4)).etaMs).toBeNull();
    const early = fold(steady.slice(0, 6)).etaMs;
    const late = fold(steady).etaMs;
    if (early === null || late === null) throw new Error('no estimate');
    expect(early.low).toBeLessThanOrEqual(early.high);
    expect(late.high - late.low).toBeLessThan(early.high - early.low);
    // 140 of 300 frames in 8 s, so about 9 s more.
    expect(late.low).toBeLessThan(9100);
    expect(late.high).toBeGreaterThan(9100);
  });
});

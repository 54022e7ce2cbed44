import type { AttemptSnapshot, ChunkPhase, ChunkSnapshot, RunSnapshot } from '../../../src/contract/index.js';
import { CHUNK_PHASES } from '../../../src/contract/results.js';
import { type ChunkLook, type Family, LOOK_FACTS, lookOf } from '../../state/chunk-state.js';
import type { AxisMode } from '../../state/lane-modes.js';
import type { View } from '../timeline/scale.js';

/** One box of a lane. `from` and `to` are frames on the media axis, milliseconds since the start on the wall clock. */
export interface LaneSegment {
  readonly chunkIndex: number;
  readonly attempt: number;
  readonly from: number;
  readonly to: number;
  readonly look: ChunkLook;
  /** Colour: of the look while the attempt runs, of its outcome afterwards. */
  readonly family: Family;
  /** Set on the wall clock, where a box is one phase. */
  readonly phase: ChunkPhase | null;
  /** How much of the box is captured, 0 to 1; the rest stays honestly empty. */
  readonly fill: number;
  /** An earlier attempt that failed: it stays visible beside the retry. */
  readonly ghost: boolean;
  /** The last box of an attempt that failed. */
  readonly failedEnd: boolean;
  /** Waiting for the next attempt: drawn as a dotted line. */
  readonly backOff: boolean;
}

export interface LaneRow {
  /** Null: the chunks that wait for a worker. */
  readonly workerId: number | null;
  readonly segments: readonly LaneSegment[];
}

export interface LaneLayout {
  readonly axis: AxisMode;
  readonly whole: View;
  readonly rows: readonly LaneRow[];
}

/** Where every chunk and attempt of a run lies. Pure: the same snapshot and time give the same lanes. */
export function layoutLanes(snapshot: RunSnapshot, axis: AxisMode, nowMs: number): LaneLayout {
  const lanes = new Map<number, LaneSegment[]>();
  for (const worker of snapshot.workers) lanes.set(worker.workerId, []);
  const laneOf = (workerId: number) => {
    const lane = lanes.get(workerId) ?? [];
    lanes.set(workerId, lane);
    return lane;
  };
  const waiting: LaneSegment[] = [];
  const clock = { startMs: snapshot.startedAtMs, nowMs: snapshot.endedAtMs ?? nowMs };
  for (const chunk of snapshot.chunks) {
    if (chunk.attempts.length === 0) waiting.push(mediaSegment(chunk, 0, false));
    else if (axis === 'media') placeOnMedia(chunk, laneOf);
    else placeOnWall(chunk, clock, laneOf);
  }
  const frames = snapshot.chunks.at(-1)?.end ?? snapshot.framesTotal;
  const lastsMs = Math.max(1000, clock.nowMs - clock.startMs);
  const rows = [...lanes.entries()]
    .sort(([a], [b]) => a - b)
    // By time: a chunk's end lies below the start of the next one, which is the one to be picked there.
    .map(
      ([workerId, segments]): LaneRow => ({ workerId, segments: segments.sort((a, b) => a.from - b.from) }),
    );
  if (waiting.length > 0 && axis === 'media') rows.push({ workerId: null, segments: waiting });
  return {
    axis,
    whole: axis === 'media' ? { from: 0, to: Math.max(1, frames) } : { from: 0, to: lastsMs * 1.02 },
    rows,
  };
}

function placeOnMedia(chunk: ChunkSnapshot, laneOf: (workerId: number) => LaneSegment[]): void {
  const last = chunk.attempts.at(-1);
  if (last === undefined) return;
  for (const attempt of chunk.attempts) {
    if (attempt !== last && attempt.workerId !== last.workerId) {
      laneOf(attempt.workerId).push(mediaSegment(chunk, attempt.attempt, true));
    }
  }
  laneOf(last.workerId).push(mediaSegment(chunk, last.attempt, false));
}

function mediaSegment(chunk: ChunkSnapshot, attempt: number, ghost: boolean): LaneSegment {
  const good = chunk.state === 'done' || chunk.state === 'reused';
  const look = ghost ? 'failed-soft' : lookOf(chunk);
  return {
    chunkIndex: chunk.index,
    attempt,
    from: chunk.start,
    to: chunk.end,
    look,
    family: LOOK_FACTS[look].family,
    phase: null,
    fill: ghost ? 0 : good ? 1 : chunk.framesDone / Math.max(1, chunk.framesTotal),
    ghost,
    failedEnd: false,
    backOff: false,
  };
}

const PHASE_LOOKS: Readonly<Record<ChunkPhase, ChunkLook>> = {
  verify: 'validating',
  boot: 'booting',
  ready: 'booting',
  capture: 'capturing',
  encode: 'encoding',
  finish: 'encoding',
};

const OUTCOME_FAMILIES: Readonly<Record<AttemptSnapshot['outcome'], Family>> = {
  running: 'active',
  done: 'ok',
  failed: 'fail',
  cancelled: 'neutral',
};

interface Clock {
  readonly startMs: number;
  readonly nowMs: number;
}

function placeOnWall(chunk: ChunkSnapshot, clock: Clock, laneOf: (workerId: number) => LaneSegment[]): void {
  chunk.attempts.forEach((attempt, index) => {
    const lane = laneOf(attempt.workerId);
    lane.push(...phaseSegments(chunk, attempt, clock));
    const next = chunk.attempts[index + 1];
    const waits = attempt.outcome === 'failed' && (next !== undefined || chunk.state === 'retrying');
    if (!waits || attempt.endedAtMs === null) return;
    lane.push({
      chunkIndex: chunk.index,
      attempt: attempt.attempt,
      from: attempt.endedAtMs - clock.startMs,
      to: (next?.startedAtMs ?? clock.nowMs) - clock.startMs,
      look: 'retry-wait',
      family: 'attention',
      phase: null,
      fill: 1,
      ghost: false,
      failedEnd: false,
      backOff: true,
    });
  });
}

function phaseSegments(chunk: ChunkSnapshot, attempt: AttemptSnapshot, clock: Clock): LaneSegment[] {
  const { outcome, phaseStartedAtMs } = attempt;
  const known = CHUNK_PHASES.filter((phase) => phaseStartedAtMs[phase] !== undefined);
  const phases: readonly ChunkPhase[] = known.length === 0 ? ['verify'] : known;
  const startOf = (phase: ChunkPhase) => phaseStartedAtMs[phase] ?? attempt.startedAtMs;
  const endMs = attempt.endedAtMs ?? clock.nowMs;
  const ghost = outcome === 'cancelled' || outcome === 'failed';
  // Written out: some thousand of these are made ten times a second, and spreading objects is what would cost most.
  return phases.map((phase, index) => {
    const atMs = startOf(phase);
    const next = phases[index + 1];
    return {
      chunkIndex: chunk.index,
      attempt: attempt.attempt,
      from: atMs - clock.startMs,
      to: (next === undefined ? Math.max(atMs, endMs) : startOf(next)) - clock.startMs,
      look: PHASE_LOOKS[phase],
      family: OUTCOME_FAMILIES[outcome],
      phase,
      fill: 1,
      ghost,
      failedEnd: next === undefined && outcome === 'failed',
      backOff: false,
    };
  });
}

/** The segment under a point of a row; back-off lines do not count. The later one wins where two overlap. */
export function segmentAt(row: LaneRow, value: number): LaneSegment | null {
  return (
    row.segments.findLast((segment) => !segment.backOff && segment.from <= value && value < segment.to) ??
    null
  );
}

/** The row in which a chunk's last attempt lies; -1 when it is in none. */
export function rowOfChunk(layout: LaneLayout, chunkIndex: number): number {
  return layout.rows.findLastIndex((row) =>
    row.segments.some((s) => s.chunkIndex === chunkIndex && !s.ghost),
  );
}

/** The chunk that an arrow key goes to: before and after on the timeline, or the nearest one in the row above or below. */
export function neighbourChunk(
  layout: LaneLayout,
  chunkCount: number,
  current: number | null,
  direction: 'left' | 'right' | 'up' | 'down',
): number | null {
  if (chunkCount === 0) return null;
  if (current === null) return 0;
  if (direction === 'left') return Math.max(0, current - 1);
  if (direction === 'right') return Math.min(chunkCount - 1, current + 1);
  const row = rowOfChunk(layout, current);
  const own = layout.rows[row]?.segments.find((segment) => segment.chunkIndex === current);
  const target = layout.rows[row + (direction === 'up' ? -1 : 1)];
  if (own === undefined || target === undefined || target.segments.length === 0) return current;
  const centre = (own.from + own.to) / 2;
  const distance = (segment: LaneSegment) => Math.abs((segment.from + segment.to) / 2 - centre);
  return target.segments.reduce((best, segment) => (distance(segment) < distance(best) ? segment : best))
    .chunkIndex;
}

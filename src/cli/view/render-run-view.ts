import cliTruncate from 'cli-truncate';
import type { ChunkSnapshot, RunSnapshot, WorkerSnapshot } from '../../contract/index.js';
import { type Paint, plainPaint } from './paint.js';
import {
  bar,
  count,
  duration,
  glIdentity,
  rate,
  remaining,
  shortGlName,
  shortHash,
  size,
  toolNames,
} from './phrases.js';

/** Width of the first column: the names of what a line is about. */
const LABEL_CELLS = 10;
/** A frame older than this is worth a warning colour, in milliseconds. */
const STALE_FRAME_MS = 5_000;

/**
 * A run as it looks in a terminal at one moment: what is planned, who renders it, one line per active chunk, one total.
 * Pure. No line is wider than `columns` cells.
 * @param nowMs milliseconds since 1970, for the age of the last frame.
 */
export function renderRunView(
  snapshot: RunSnapshot,
  nowMs: number,
  columns: number,
  paint: Paint = plainPaint,
): string[] {
  const lines = [
    ...planLines(snapshot, paint),
    ...snapshot.workers.map((worker) => workerLine(worker, paint)),
    ...(snapshot.workers.length > 0 ? [''] : []),
    ...snapshot.chunks.filter(isActive).map((chunk) => chunkLine(chunk, nowMs, columns, paint)),
    totalLine(snapshot, nowMs, columns, paint),
  ];
  return lines.map((line) => cliTruncate(line, columns));
}

function planLines(snapshot: RunSnapshot, paint: Paint): string[] {
  const { plan, budget } = snapshot;
  if (plan === null) return [];
  const what = [
    count(plan.frameCount, 'frame'),
    duration(plan.durationSec * 1000),
    `${plan.widthPx}×${plan.heightPx}`,
    rate(plan.fps),
    plan.format === plan.codec ? plan.format : `${plan.format} ${plan.codec}`,
    ...(plan.hasAudio ? ['audio'] : []),
  ];
  const { effective, why } = plan.chunkPlan;
  return [
    `${label('plan', paint)}${paint('bold', what.join(' · '))}`,
    `${label('', paint)}${paint('dim', `${shortHash(plan.planHash)} · ${count(plan.assetCount, 'asset')}, ${size(plan.assetBytes)}`)}`,
    `${label('chunks', paint)}${effective.chunkCount} × ${count(effective.chunkSize, 'frame')}  ${paint('dim', why)}`,
    `${label('tools', paint)}${paint('dim', `${toolNames(plan.tools)} · ${plan.captureMode}`)}`,
    ...(budget === null ? [] : [`${label('workers', paint)}${budget.why}`]),
    ...plan.warnings.map((warning) => `${label('warning', paint, 'warn')}${warning}`),
  ];
}

function workerLine(worker: WorkerSnapshot, paint: Paint): string {
  const name = label(`worker ${worker.workerId}`, paint);
  if (worker.state === 'lost') return `${name}${paint('bad', 'lost, a new one takes over')}`;
  if (worker.webgl === null) return `${name}${paint('dim', 'starting a browser')}`;
  return `${name}${paint(worker.webgl.software ? 'dim' : 'warn', glIdentity(worker.webgl))}`;
}

function chunkLine(chunk: ChunkSnapshot, nowMs: number, columns: number, paint: Paint): string {
  const ageMs = chunk.lastFrameAtMs === null ? null : Math.max(0, nowMs - chunk.lastFrameAtMs);
  const age = ageMs === null ? '' : `${(ageMs / 1000).toFixed(1)}s ago`;
  const state = chunk.state === 'retrying' ? 'retry' : (chunk.phase ?? 'start');
  const attempt = chunk.attempts.length > 1 ? paint('warn', ` attempt ${chunk.attempts.length}`) : '';
  return [
    label(`chunk ${chunk.index}`, paint),
    paintedBar(chunk.framesDone / chunk.framesTotal, barCells(columns), paint),
    ` ${paint('accent', state.padEnd(8))}`,
    `${String(chunk.framesDone).padStart(String(chunk.framesTotal).length)}/${chunk.framesTotal}`,
    `  ${(chunk.framesPerSec === null ? '' : `${chunk.framesPerSec.toFixed(1)} fps`).padStart(9)}`,
    `  ${paint(ageMs !== null && ageMs > STALE_FRAME_MS ? 'warn' : 'dim', age.padStart(9))}`,
    `  ${paint('dim', chunk.webgl === null ? '' : shortGlName(chunk.webgl))}`,
    attempt,
  ]
    .join('')
    .trimEnd();
}

function totalLine(snapshot: RunSnapshot, nowMs: number, columns: number, paint: Paint): string {
  const name = label(TOTAL_LABELS[snapshot.state] ?? snapshot.state, paint, TOTAL_TONES[snapshot.state]);
  const elapsed = duration(Math.max(0, wholeSecondsMs((snapshot.endedAtMs ?? nowMs) - snapshot.startedAtMs)));
  if (snapshot.plan === null || snapshot.framesTotal === 0) {
    return `${name}${snapshot.step?.message ?? 'starting'}  ${paint('dim', elapsed)}`;
  }
  const share = snapshot.framesDone / snapshot.framesTotal;
  const done = snapshot.chunks.filter((chunk) => chunk.state === 'done' || chunk.state === 'reused').length;
  const facts = [
    `${snapshot.framesDone}/${snapshot.framesTotal} frames`,
    `${done}/${snapshot.chunks.length} chunks`,
    ...(snapshot.retries > 0 ? [count(snapshot.retries, 'retry', 'retries')] : []),
    ...(snapshot.state === 'rendering' ? [remaining(snapshot.etaMs)] : []),
    ...(snapshot.state === 'assembling' && snapshot.step !== null ? [snapshot.step.message] : []),
    `${elapsed} elapsed`,
  ];
  return `${name}${paintedBar(share, barCells(columns), paint)} ${`${Math.floor(share * 100)}%`.padEnd(8)}${facts.join(' · ')}`;
}

const TOTAL_LABELS: Partial<Record<RunSnapshot['state'], string>> = {
  planning: 'planning',
  rendering: 'total',
  assembling: 'joining',
  cancelling: 'stopping',
};

const TOTAL_TONES: Partial<Record<RunSnapshot['state'], 'good' | 'bad' | 'warn'>> = {
  done: 'good',
  failed: 'bad',
  cancelling: 'warn',
  cancelled: 'warn',
};

function isActive(chunk: ChunkSnapshot): boolean {
  return chunk.state === 'running' || chunk.state === 'retrying';
}

function label(text: string, paint: Paint, tone: 'dim' | 'good' | 'bad' | 'warn' = 'dim'): string {
  return `  ${paint(tone, text.padEnd(LABEL_CELLS))}`;
}

/** The bar takes what the figures leave, within limits that keep it readable. */
function barCells(columns: number): number {
  return Math.max(4, Math.min(28, columns - 86));
}

function paintedBar(share: number, cells: number, paint: Paint): string {
  const { done, rest } = bar(share, cells);
  return `${paint('accent', done)}${paint('dim', rest)}`;
}

function wholeSecondsMs(ms: number): number {
  return Math.floor(ms / 1000) * 1000;
}

import type { ChunkSnapshot } from '../../src/contract/snapshot.js';

/** What a person sees of a chunk: exactly one of these. */
export const CHUNK_LOOKS = [
  'planned',
  'queued',
  'validating',
  'booting',
  'capturing',
  'encoding',
  'done',
  'reused',
  'retry-wait',
  'failed-soft',
  'failed-hard',
  'cancelled',
] as const;
export type ChunkLook = (typeof CHUNK_LOOKS)[number];

export type Family = 'neutral' | 'active' | 'ok' | 'attention' | 'fail';
export type Pattern =
  | 'outline'
  | 'dashed'
  | 'dots'
  | 'diagonal'
  | 'solid'
  | 'bars'
  | 'dotted'
  | 'cross'
  | 'solid-x';

export interface LookFacts {
  readonly family: Family;
  readonly pattern: Pattern;
  readonly word: string;
}

/** Colour family, pattern and word of each look: a state never relies on colour alone. */
export const LOOK_FACTS: Readonly<Record<ChunkLook, LookFacts>> = {
  planned: { family: 'neutral', pattern: 'dashed', word: 'Planned' },
  queued: { family: 'neutral', pattern: 'outline', word: 'Waiting' },
  validating: { family: 'active', pattern: 'dots', word: 'Checking plan' },
  booting: { family: 'active', pattern: 'diagonal', word: 'Starting browser' },
  capturing: { family: 'active', pattern: 'solid', word: 'Capturing' },
  encoding: { family: 'active', pattern: 'bars', word: 'Encoding' },
  done: { family: 'ok', pattern: 'solid', word: 'Done' },
  reused: { family: 'ok', pattern: 'outline', word: 'Re-used' },
  'retry-wait': { family: 'attention', pattern: 'dotted', word: 'Retry soon' },
  'failed-soft': { family: 'fail', pattern: 'outline', word: 'Failed, can retry' },
  'failed-hard': { family: 'fail', pattern: 'solid-x', word: 'Failed' },
  cancelled: { family: 'neutral', pattern: 'cross', word: 'Stopped' },
};

/** The groups that a filter or Alt+1..6 picks. */
export const LOOK_GROUPS = ['waiting', 'active', 'done', 'attention', 'failed', 'stopped'] as const;
export type LookGroup = (typeof LOOK_GROUPS)[number];

export function lookOf(chunk: ChunkSnapshot): ChunkLook {
  switch (chunk.state) {
    case 'queued':
      return 'queued';
    case 'retrying':
      return 'retry-wait';
    case 'done':
      return 'done';
    case 'reused':
      return 'reused';
    case 'cancelled':
      return 'cancelled';
    case 'failed':
      return chunk.error?.retryable === true ? 'failed-soft' : 'failed-hard';
    case 'running':
      return runningLook(chunk);
  }
}

function runningLook(chunk: ChunkSnapshot): ChunkLook {
  switch (chunk.phase) {
    case 'boot':
    case 'ready':
      return 'booting';
    case 'capture':
      return 'capturing';
    case 'encode':
    case 'finish':
      return 'encoding';
    default:
      return 'validating';
  }
}

export function groupOf(look: ChunkLook): LookGroup {
  const { family } = LOOK_FACTS[look];
  if (look === 'cancelled') return 'stopped';
  if (family === 'neutral') return 'waiting';
  if (family === 'active') return 'active';
  if (family === 'ok') return 'done';
  return family === 'attention' ? 'attention' : 'failed';
}

/** The word of a chunk with its numbers: `Capturing 62/113`, `Loading page`. */
export function describeChunk(chunk: ChunkSnapshot): string {
  const look = lookOf(chunk);
  if (look === 'capturing') return `Capturing ${chunk.framesDone}/${chunk.framesTotal}`;
  if (chunk.state === 'running' && chunk.phase === 'ready') return 'Loading page';
  if (chunk.state === 'running' && chunk.phase === 'finish') return 'Finishing';
  return LOOK_FACTS[look].word;
}

const BOOT_LIMIT_MS = 60_000;
const MIN_STALL_MS = 5000;

/**
 * How long a chunk has not moved, in milliseconds, once that is longer than usual: the age of its last frame beyond
 * max(5 s, 8 frame times); 60 s without a first frame. Null while it moves.
 */
export function stalledForMs(chunk: ChunkSnapshot, nowMs: number): number | null {
  if (chunk.state !== 'running') return null;
  if (chunk.phase === 'encode' || chunk.phase === 'finish') return null;
  const attempt = chunk.attempts.at(-1);
  if (chunk.lastFrameAtMs === null || chunk.phase !== 'capture') {
    const age = attempt === undefined ? 0 : nowMs - attempt.startedAtMs;
    return age > BOOT_LIMIT_MS ? age : null;
  }
  const frameMs = chunk.framesPerSec === null || chunk.framesPerSec <= 0 ? 0 : 1000 / chunk.framesPerSec;
  const age = nowMs - chunk.lastFrameAtMs;
  return age > Math.max(MIN_STALL_MS, 8 * frameMs) ? age : null;
}

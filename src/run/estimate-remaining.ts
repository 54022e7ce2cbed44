import type { RunSnapshot } from '../contract/index.js';

/** Before this much rendering an estimate would be a guess. */
const MIN_ELAPSED_MS = 1000;
/** Either way, at the start; it shrinks with what is done. */
const INITIAL_SPREAD = 0.3;

/**
 * Remaining milliseconds as a range: between what the average since the start and what the current speed of the
 * workers say, widened while little is done. Null while unknown.
 */
export function estimateRemaining(
  snapshot: Pick<RunSnapshot, 'state' | 'chunks' | 'framesDone' | 'framesTotal' | 'startedAtMs'>,
  nowMs: number,
): RunSnapshot['etaMs'] {
  if (snapshot.state !== 'rendering') return null;
  const { chunks, startedAtMs } = snapshot;
  const attempts = chunks.flatMap((chunk) => chunk.attempts).filter((one) => one.startedAtMs >= startedAtMs);
  if (attempts.length === 0) return null;
  const elapsedMs = nowMs - Math.min(...attempts.map((one) => one.startedAtMs));
  const rendered = chunks.reduce(
    (sum, { state, framesDone }) => sum + (state === 'reused' ? 0 : framesDone),
    0,
  );
  if (elapsedMs < MIN_ELAPSED_MS || rendered === 0) return null;

  const remaining = snapshot.framesTotal - snapshot.framesDone;
  const byAverageMs = (remaining * elapsedMs) / rendered;
  const currentPerSec = chunks.reduce(
    (sum, { state, framesPerSec }) => sum + (state === 'running' ? (framesPerSec ?? 0) : 0),
    0,
  );
  const byCurrentMs = currentPerSec > 0 ? (remaining * 1000) / currentPerSec : byAverageMs;
  const spread = INITIAL_SPREAD * (remaining / snapshot.framesTotal);
  return {
    low: Math.round(Math.min(byAverageMs, byCurrentMs) * (1 - spread)),
    high: Math.round(Math.max(byAverageMs, byCurrentMs) * (1 + spread)),
  };
}

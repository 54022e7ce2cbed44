import type { ErrorCode, ErrorData } from '../errors/index.js';

/** What happens after a failure of one code. */
export interface RetryRule {
  /** Attempts in all, the first included. */
  readonly maxAttempts: number;
  /** The new fact that makes another attempt worth it, for people. */
  readonly change: string;
  /** The wait before the second attempt is up to this long; it doubles with each further one. */
  readonly delayMs: number;
  /** Whether fewer chunks are rendered at once from then on. */
  readonly fewerWorkers?: boolean;
}

export type RetryPolicy = Partial<Record<ErrorCode, RetryRule>>;

/** Longest wait between two attempts. */
const MAX_DELAY_MS = 60_000;

const freshBrowser = { change: 'a fresh browser', delayMs: 250 };
const freshEncoder = { change: 'a fresh encoder', delayMs: 250 };

/** The rules of a run on one machine. What is not listed is final: trying again would bring no new fact. */
export const LOCAL_RETRY_POLICY: RetryPolicy = {
  BROWSER_CRASHED: { maxAttempts: 4, ...freshBrowser },
  BROWSER_LAUNCH_FAILED: { maxAttempts: 3, change: 'another launch, later', delayMs: 1000 },
  CAPTURE_TIMEOUT: { maxAttempts: 3, ...freshBrowser },
  CAPTURE_INVALID: { maxAttempts: 2, ...freshBrowser },
  COMPOSITION_NOT_READY: { maxAttempts: 2, ...freshBrowser },
  FFMPEG_FAILED: { maxAttempts: 2, ...freshEncoder },
  CHUNK_INVALID: { maxAttempts: 2, ...freshEncoder },
  WORKER_LOST: { maxAttempts: 3, change: 'a fresh thread and browser', delayMs: 250 },
  OUT_OF_MEMORY: { maxAttempts: 3, change: 'fewer workers at once', delayMs: 1000, fewerWorkers: true },
};

/** Whether to try again. */
export type RetryDecision =
  | { readonly retry: false; readonly why: string }
  | {
      readonly retry: true;
      readonly delayMs: number;
      readonly change: string;
      readonly fewerWorkers: boolean;
    };

/**
 * Decides what follows from a failure. The wait is exponential with full jitter.
 * @param earlier the failures of the chunk's attempts before this one, oldest first.
 * @param random a number from 0 to 1.
 */
export function decideRetry(
  error: ErrorData,
  earlier: readonly ErrorData[],
  policy: RetryPolicy = LOCAL_RETRY_POLICY,
  random: () => number = Math.random,
): RetryDecision {
  const attempt = earlier.length + 1;
  const rule = policy[error.code];
  if (!error.retryable || rule === undefined) return { retry: false, why: `${error.code} is final` };
  if (attempt >= rule.maxAttempts) return { retry: false, why: `${attempt} attempts were made` };
  if (earlier.some((other) => isSameFailure(other, error))) {
    return {
      retry: false,
      why: `${error.code} came twice at frame ${error.details.frameIndex}: the composition's doing`,
    };
  }
  const ceilingMs = Math.min(MAX_DELAY_MS, rule.delayMs * 2 ** (attempt - 1));
  return {
    retry: true,
    delayMs: Math.round(ceilingMs * random()),
    change: rule.change,
    fewerWorkers: rule.fewerWorkers ?? false,
  };
}

/** The same thing at the same frame: a fresh browser has changed nothing. */
function isSameFailure(a: ErrorData, b: ErrorData): boolean {
  return (
    a.code === b.code && b.details.frameIndex !== undefined && a.details.frameIndex === b.details.frameIndex
  );
}

import { describe, expect, it } from 'vitest';
import { CODE_TABLE, type ErrorCode, type ErrorData } from '#src/errors/index.js';
import { decideRetry, LOCAL_RETRY_POLICY } from '#src/run/retry-policy.js';

const failure = (code: ErrorCode, details: ErrorData['details'] = {}): ErrorData => ({
  code,
  message: code,
  retryable: CODE_TABLE[code].retryable,
  details,
});

describe('decideRetry', () => {
  it('names a change for every retry', () => {
    for (const code of Object.keys(LOCAL_RETRY_POLICY) as ErrorCode[]) {
      const decision = decideRetry(failure(code), []);
      expect(decision, code).toMatchObject({ retry: true, change: expect.stringMatching(/\w/) });
    }
  });

  it('has no rule for a code that is final by the table', () => {
    for (const code of Object.keys(LOCAL_RETRY_POLICY) as ErrorCode[]) {
      expect(CODE_TABLE[code].retryable, code).toBe(true);
    }
  });

  it.each([
    'PLAN_HASH_MISMATCH',
    'DISK_FULL',
    'COMPOSITION_ERROR',
    'FFMPEG_VERSION_MISMATCH',
    'CANCELLED',
    'INTERNAL',
  ] as const)('never tries %s again', (code) => expect(decideRetry(failure(code), []).retry).toBe(false));

  it('respects an error that says of itself that it is final', () => {
    expect(decideRetry({ ...failure('BROWSER_CRASHED'), retryable: false }, []).retry).toBe(false);
  });

  it('stops after the attempts of the rule', () => {
    const crash = (frameIndex: number) => failure('BROWSER_CRASHED', { frameIndex });
    expect(decideRetry(crash(3), [crash(1), crash(2)]).retry).toBe(true);
    expect(decideRetry(crash(4), [crash(1), crash(2), crash(3)])).toMatchObject({
      retry: false,
      why: '4 attempts were made',
    });
  });

  it('stops when the same thing happens at the same frame: a fresh browser changed nothing', () => {
    const crash = failure('BROWSER_CRASHED', { frameIndex: 7 });
    expect(decideRetry(crash, [crash]).retry).toBe(false);
    expect(decideRetry(failure('CAPTURE_TIMEOUT', { frameIndex: 7 }), [crash]).retry).toBe(true);
  });

  it('waits longer each time, jittered, and never more than a minute', () => {
    const at = (earlier: number, random: number) => {
      const list = Array.from({ length: earlier }, (_, n) => failure('WORKER_LOST', { frameIndex: n }));
      const policy = { WORKER_LOST: { maxAttempts: 99, change: 'x', delayMs: 100 } };
      const decision = decideRetry(failure('WORKER_LOST'), list, policy, () => random);
      return decision.retry ? decision.delayMs : null;
    };
    expect([at(0, 1), at(1, 1), at(2, 1), at(20, 1)]).toEqual([100, 200, 400, 60_000]);
    expect(at(2, 0.5)).toBe(200);
  });
});

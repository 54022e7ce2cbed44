import { describe, expect, it } from 'vitest';
import { ProgressReporter } from '#src/chunk/progress-reporter.js';
import type { ChunkProgress } from '#src/contract/index.js';

function reporterAt(clock: { nowMs: number }) {
  const told: ChunkProgress[] = [];
  const reporter = new ProgressReporter(
    3,
    100,
    (progress) => told.push(progress),
    () => clock.nowMs,
  );
  return { reporter, told };
}

describe('ProgressReporter', () => {
  it('tells every phase change at once', () => {
    const { reporter, told } = reporterAt({ nowMs: 0 });
    reporter.enter('verify');
    reporter.enter('boot');
    reporter.enter('ready');
    expect(told.map(({ phase }) => phase)).toEqual(['verify', 'boot', 'ready']);
  });

  it('tells frames at most ten times a second', () => {
    const clock = { nowMs: 0 };
    const { reporter, told } = reporterAt(clock);
    reporter.enter('capture');
    for (; clock.nowMs < 1000; clock.nowMs += 10) reporter.frameDone(false);
    expect(told.length).toBeGreaterThanOrEqual(9);
    expect(told.length).toBeLessThanOrEqual(11);
  });

  it('counts reused frames and ages the last one', () => {
    const clock = { nowMs: 0 };
    const { reporter, told } = reporterAt(clock);
    reporter.enter('capture');
    expect(told[0]?.lastFrameAgeMs).toBeNull();
    reporter.frameDone(false);
    reporter.frameDone(true);
    clock.nowMs = 40;
    reporter.enter('encode');
    expect(told.at(-1)).toMatchObject({
      framesDone: 2,
      framesReused: 1,
      framesTotal: 100,
      lastFrameAgeMs: 40,
    });
  });
});

import { describe, expect, it } from 'vitest';
import { TICK_INTERVAL_MS, TickAllocator } from '#src/browser/tick-allocator.js';

describe('TickAllocator', () => {
  it('never gives a tick twice, though its clock stands still', () => {
    const ticks = new TickAllocator(() => 5000);
    const given = [ticks.next(), ticks.next(), ticks.next()];
    expect(given).toEqual([5000, 5000 + TICK_INTERVAL_MS, 5000 + TICK_INTERVAL_MS + TICK_INTERVAL_MS]);
  });

  it('catches up with the clock after a pause', () => {
    let nowMs = 1000;
    const ticks = new TickAllocator(() => nowMs);
    ticks.next();
    nowMs = 600_000;
    expect(ticks.next()).toBe(600_000);
  });

  it('stays ahead when frames are faster than the clock', () => {
    let nowMs = 1000;
    const ticks = new TickAllocator(() => nowMs);
    let last = ticks.next();
    for (let frame = 0; frame < 1000; frame++) {
      nowMs += 1;
      const next = ticks.next();
      expect(next).toBeGreaterThan(last);
      last = next;
    }
  });
});

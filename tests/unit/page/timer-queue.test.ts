import { describe, expect, it } from 'vitest';
import { type Timer, TimerQueue } from '#src/page/runtime/timer-queue.js';

function timer(id: number, dueMs: number, held = false): Timer {
  return { id, dueMs, intervalMs: null, run: () => undefined, nesting: 1, held };
}

function drain(queue: TimerQueue, untilMs: number): number[] {
  const ids: number[] = [];
  for (let next = queue.takeDue(untilMs); next !== undefined; next = queue.takeDue(untilMs))
    ids.push(next.id);
  return ids;
}

describe('TimerQueue', () => {
  it('gives timers by due time, then in the order in which they were set', () => {
    const queue = new TimerQueue();
    for (const [id, dueMs] of [
      [1, 30],
      [2, 10],
      [3, 30],
      [4, 20],
      [5, 10],
    ] as const)
      queue.add(timer(id, dueMs));
    expect(drain(queue, 20)).toEqual([2, 5, 4]);
    expect(queue.size).toBe(2);
    expect(drain(queue, 100)).toEqual([1, 3]);
  });

  it('forgets what was removed, and does not mind unknown ids', () => {
    const queue = new TimerQueue();
    queue.add(timer(1, 5));
    queue.add(timer(2, 6));
    queue.remove(1);
    queue.remove(99);
    expect(drain(queue, 10)).toEqual([2]);
  });

  it('finds held timers among others', () => {
    const queue = new TimerQueue();
    queue.add(timer(1, 5));
    queue.add(timer(2, 6, true));
    expect(queue.first(true)?.id).toBe(2);
    expect(queue.takeDue(5, true)).toBeUndefined();
    expect(queue.takeDue(6, true)?.id).toBe(2);
    expect(queue.first()?.id).toBe(1);
  });

  it('releases held timers at other times and keeps the rest', () => {
    const queue = new TimerQueue();
    queue.add(timer(1, 50));
    queue.add(timer(2, 100, true));
    queue.add(timer(3, 120, true));
    expect(queue.release((dueMs) => dueMs - 80)).toBe(2);
    expect(queue.first(true)).toBeUndefined();
    expect(drain(queue, 100)).toEqual([2, 3, 1]);
  });
});

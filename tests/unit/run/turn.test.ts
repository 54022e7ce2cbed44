import pLimit from 'p-limit';
import { expect, it } from 'vitest';
import { Turn } from '#src/run/turn.js';

const soon = () => new Promise((resolve) => setImmediate(resolve));

it('is left before the work is over, for who waits longest', async () => {
  const limit = pLimit(1);
  const order: string[] = [];
  const [first, second, third] = [new Turn(limit), new Turn(limit), new Turn(limit)];
  await first.take();
  expect(first.isLast).toBe(true);
  void second.take().then(() => order.push('second'));
  void third.take().then(() => order.push('third'));
  await soon();
  expect(order).toEqual([]);
  expect(first.isLast).toBe(false);
  first.leave();
  await soon();
  expect(order).toEqual(['second']);
  second.leave();
  await soon();
  expect(order).toEqual(['second', 'third']);
});

it('is kept while it is not left, and taken again behind the others', async () => {
  const limit = pLimit(1);
  const order: string[] = [];
  const [first, second] = [new Turn(limit), new Turn(limit)];
  await first.take();
  await first.take();
  void second.take().then(() => order.push('second'));
  first.leave();
  first.leave();
  void first.take().then(() => order.push('first'));
  await soon();
  expect(order).toEqual(['second']);
  second.leave();
  await soon();
  expect(order).toEqual(['second', 'first']);
});

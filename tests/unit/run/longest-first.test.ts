import { expect, it } from 'vitest';
import { longestFirst } from '#src/run/longest-first.js';

/** Chunks of these lengths, one after the other. */
function slicesOf(...lengths: number[]) {
  let start = 0;
  return lengths.map((frameCount, index) => {
    const slice = { index, start, end: start + frameCount, frameCount };
    start += frameCount;
    return slice;
  });
}
const order = (slices: ReturnType<typeof slicesOf>, expectedMs: readonly number[]) =>
  longestFirst(slices, expectedMs).map(({ index }) => index);

it('starts with what is expected to take longest', () => {
  expect(order(slicesOf(30, 30, 30), [100, 300, 200])).toEqual([1, 2, 0]);
});

it('takes more frames first where nothing else tells, then the lower index', () => {
  expect(order(slicesOf(30, 45, 45, 50), [])).toEqual([3, 1, 2, 0]);
  expect(order(slicesOf(30, 45, 45, 50), [9, 9, 9, 9])).toEqual([3, 1, 2, 0]);
  expect(order(slicesOf(7, 7, 7), [])).toEqual([0, 1, 2]);
});

it('orders the chunks that are left of a resumed run by their own costs, and leaves the list as it was', () => {
  const left = slicesOf(30, 30, 30, 30).filter(({ index }) => index !== 3);
  expect(order(left, [1, 2, 3, 4])).toEqual([2, 1, 0]);
  expect(left.map(({ index }) => index)).toEqual([0, 1, 2]);
});

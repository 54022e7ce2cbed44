import { expect, it } from 'vitest';
import { measureLikeness } from '#src/plan/frame-likeness.js';

const [WIDTH, HEIGHT] = [64, 40];
const frame = () => new Uint8Array((WIDTH * HEIGHT * 3) / 2).fill(100);

it('calls equal frames infinitely alike', () => {
  expect(measureLikeness(frame(), frame(), WIDTH, HEIGHT)).toEqual({
    frameDb: Number.POSITIVE_INFINITY,
    worstBlockDb: Number.POSITIVE_INFINITY,
  });
});

it('finds a small element that is missing, in the square it belongs to', () => {
  const other = frame();
  // Four pixels in the last, shorter row of squares.
  for (const x of [20, 21, 22, 23]) other[36 * WIDTH + x] = 200;
  const { frameDb, worstBlockDb } = measureLikeness(frame(), other, WIDTH, HEIGHT);
  expect(frameDb).toBeCloseTo(10 * Math.log10(255 ** 2 / ((4 * 100 ** 2) / (WIDTH * HEIGHT * 1.5))), 6);
  expect(worstBlockDb).toBeCloseTo(10 * Math.log10(255 ** 2 / ((4 * 100 ** 2) / (16 * 8))), 6);
});

it('counts colour as well as light', () => {
  const other = frame();
  other.fill(110, WIDTH * HEIGHT);
  const { frameDb, worstBlockDb } = measureLikeness(frame(), other, WIDTH, HEIGHT);
  expect(frameDb).toBeCloseTo(10 * Math.log10(255 ** 2 / (100 / 3)), 6);
  expect(worstBlockDb).toBe(Number.POSITIVE_INFINITY);
});

import { expect, it } from 'vitest';
import { FrameTimes } from '#src/trace/index.js';

it('tells the median and what 19 of 20 frames do not exceed, whatever the order', () => {
  const times = new FrameTimes(40);
  for (let ms = 40; ms >= 1; ms--) times.add(ms);
  expect(times.summary()).toEqual({ median: 20, p95: 38 });
});

it('counts only the frames that came', () => {
  const times = new FrameTimes(100);
  expect(times.summary()).toBeNull();
  times.add(7);
  expect(times.summary()).toEqual({ median: 7, p95: 7 });
});

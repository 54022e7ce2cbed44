import { describe, expect, it } from 'vitest';
import { heldPositionSec, mediaPositionSec } from '#src/contract/index.js';
import { toStarts } from '#src/ffmpeg/read-frame-times.js';
import { pickFrame } from '#src/plan/media/pick-frame.js';

/** Times of a file with a coarse clock: each rounded to a tick. */
const rounded = (frames: number, rate: number, ticksPerSec: number, firstSec = 0) =>
  Array.from({ length: frames }, (_, frame) => Math.round((firstSec + frame / rate) * ticksPerSec));

describe.each([
  [24000 / 1001, 1000],
  [30000 / 1001, 1000],
  [30, 1000],
  [60, 1000],
  [60000 / 1001, 90_000],
  [24, 12_288],
])('a film of %d frames a second with a clock of %i ticks', (rate, ticksPerSec) => {
  const starts = toStarts(rounded(2000, rate, ticksPerSec), 1 / ticksPerSec, 0, rate);

  it.each([24, 25, 30, 60])('shows at each frame of %i a second the one that has begun', (fps) => {
    const frames = Array.from({ length: 600 }, (_, frame) => frame);
    const picked = frames.map((frame) => pickFrame(starts, frame / fps));
    expect(picked).toEqual(frames.map((frame) => Math.floor((frame / fps) * rate + 1e-5)));
  });

  it('shows each of its frames at the moment at which it begins', () => {
    for (let frame = 0; frame < 2000; frame++) expect(pickFrame(starts, frame / rate)).toBe(frame);
  });
});

it('takes times as they stand where the rate is none, and allows half a tick', () => {
  const starts = toStarts([0, 40, 80, 180, 280], 0.001, 0, 25);
  expect(starts.toleranceSec).toBe(0.0005);
  expect([0, 0.0394, 0.0396, 0.1, 0.18, 5].map((sec) => pickFrame(starts, sec))).toEqual([0, 0, 1, 2, 3, 4]);
});

it('counts from where the file begins, and shows the first frame before it begins', () => {
  const starts = toStarts(rounded(30, 30, 1000, 2.5), 0.001, 2.4, 30);
  expect([0, 0.09, 0.1, 0.1334, 0.5].map((sec) => pickFrame(starts, sec))).toEqual([0, 0, 0, 1, 12]);
});

it('goes from composition time to media time', () => {
  const place = { startSec: 2, mediaStartSec: 1, playbackRate: 0.5 };
  expect([0, 2, 4].map((sec) => mediaPositionSec(place, sec))).toEqual([1, 1, 2]);
  expect(heldPositionSec(7.5, 3, false)).toBe(3);
  expect(heldPositionSec(7.5, 3, true)).toBeCloseTo(1.5, 9);
  expect(heldPositionSec(2.9999999, 3, true)).toBe(0);
  expect(heldPositionSec(7, Number.POSITIVE_INFINITY, true)).toBe(7);
});

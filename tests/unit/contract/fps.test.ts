import { describe, expect, it } from 'vitest';
import { frameTimeMs } from '#src/contract/frame-time.js';
import { formatFps, frameCountForDuration, frameTimeSec, parseFps } from '#src/contract/index.js';

describe('parseFps', () => {
  it.each([
    [30, '30'],
    ['24', '24'],
    ['30000/1001', '30000/1001'],
    ['60/2', '30'],
    [29.97, '30000/1001'],
    ['23.976', '24000/1001'],
    [59.94, '60000/1001'],
    [{ num: 50, den: 2 }, '25'],
    [240, '240'],
    [1, '1'],
  ])('reads %j as %s', (input, expected) => {
    const fps = parseFps(input);
    expect(fps && formatFps(fps)).toBe(expected);
  });

  it.each([
    0,
    -1,
    241,
    Number.NaN,
    Infinity,
    12.5,
    '',
    'fast',
    '30/0',
    '0/1',
    '1/2',
    '30fps',
    null,
    undefined,
    {},
    [],
    '1e1',
    '-30',
  ])('refuses %j', (input) => {
    expect(parseFps(input)).toBeNull();
  });
});

describe('frames and time', () => {
  it('covers a duration exactly, whatever the rounding of floats', () => {
    expect(frameCountForDuration(10, { num: 30, den: 1 })).toBe(300);
    expect(frameCountForDuration(0.1 + 0.2, { num: 10, den: 1 })).toBe(3);
    expect(frameCountForDuration(10, { num: 30000, den: 1001 })).toBe(300);
    expect(frameCountForDuration(1.001, { num: 30000, den: 1001 })).toBe(30);
    expect(frameCountForDuration(0.01, { num: 30, den: 1 })).toBe(1);
    expect(frameCountForDuration(0, { num: 30, den: 1 })).toBe(0);
  });

  it('gives back the number of frames for every whole number of frames', () => {
    for (const fps of [
      { num: 24, den: 1 },
      { num: 30000, den: 1001 },
      { num: 60, den: 1 },
      { num: 24000, den: 1001 },
    ]) {
      for (let frames = 1; frames < 5000; frames += 7) {
        expect(frameCountForDuration(frameTimeSec(frames, fps), fps)).toBe(frames);
      }
    }
  });

  it('computes time from the index, never by adding up', () => {
    expect(frameTimeSec(30_000, { num: 30000, den: 1001 })).toBe(1001);
    expect(frameTimeMs(1, { num: 25, den: 1 })).toBe(40);
  });
});

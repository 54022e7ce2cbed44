import { describe, expect, it } from 'vitest';
import {
  combineFrameTimes,
  gainsOfWorkers,
  geometricMean,
  median,
  mediansByKey,
  pairsOf,
  pictureArgs,
  ratio,
  readLikeness,
} from '../../../bench/statistics.mjs';

describe('averages', () => {
  it('takes the middle of what is known, and of nothing nothing', () => {
    expect(median([3, null, 1, 2])).toBe(2);
    expect(median([4, 1, undefined])).toBe(2.5);
    expect(median([null])).toBeNull();
  });

  it('makes 1 of two ratios that undo each other', () => {
    expect(geometricMean([4, 0.25])).toBeCloseTo(1);
    expect(geometricMean([null])).toBeNull();
  });

  it('counts a key that a record lacks as 0', () => {
    expect(mediansByKey([{ node: 2, ffmpeg: 4 }, { node: 4 }])).toEqual({ node: 3, ffmpeg: 2 });
  });

  it('knows no ratio of what is not known', () => {
    expect(ratio(3, 2)).toBe(1.5);
    expect(ratio(null, 2)).toBeNull();
  });

  it('takes the slowest chunk for the slowest frames', () => {
    const chunks = [{ median: 2, p95: 9 }, null, { median: 4, p95: 7 }];
    expect(combineFrameTimes(chunks)).toEqual({ median: 3, p95: 9 });
    expect(combineFrameTimes([null])).toBeNull();
  });
});

it('leaves out pairs with more workers than chunks, unless nothing else was asked for', () => {
  const pair = (workers: number | 'auto', chunks: number | 'auto') => ({ workers, chunks });
  expect(pairsOf([1, 2], [1, 8])).toEqual([pair(1, 1), pair(1, 8), pair(2, 8)]);
  expect(pairsOf([2], [1])).toEqual([pair(2, 1)]);
  expect(pairsOf(['auto'], [1])).toEqual([pair('auto', 1)]);
  expect(pairsOf([2], ['auto'])).toEqual([pair(2, 'auto')]);
});

it('compares each number of workers with the next smaller one, round by round', () => {
  const cases = [
    { workers: 3, rounds: [6, 12, 10] },
    { workers: 1, rounds: [12, 24, 40] },
    { workers: 2, rounds: [6, 12, 20] },
    { workers: 3, rounds: [1, 1, 1] },
  ];
  expect(gainsOfWorkers(cases)).toEqual([
    { workers: 2, over: 1, gain: 2 },
    { workers: 3, over: 2, gain: 1 },
  ]);
  expect(gainsOfWorkers([{ workers: 1, rounds: [1] }])).toEqual([]);
});

describe('readLikeness', () => {
  const ssim = '[Parsed_ssim_9 @ 0x1] SSIM Y:0.991 (20.5) U:0.995 (23.1) V:0.995 (23.4) All:0.992571 (21.29)';

  it('reads what ffmpeg says of all planes', () => {
    const psnr = '[Parsed_psnr_10 @ 0x2] PSNR y:44.1 u:48.2 v:48.3 average:45.131 min:43.9 max:50.2';
    expect(readLikeness(`${ssim}\n${psnr}\n`)).toEqual({ ssim: 0.992571, psnrDb: 45.131 });
  });

  it('knows equal pictures, and a comparison that did not take place', () => {
    const equal = '[Parsed_psnr_10 @ 0x2] PSNR y:inf u:inf v:inf average:inf min:inf max:inf';
    expect(readLikeness(`${ssim}\n${equal}\n`).psnrDb).toBe(Number.POSITIVE_INFINITY);
    expect(() => readLikeness('Conversion failed!')).toThrow('Conversion failed!');
  });
});

it('gives the reference the arguments that change pictures, and no others', () => {
  const args = ['--quality', 'draft', '--fps', '60', '--crf=20', '--duration=2', '--cfr'];
  expect(pictureArgs(args)).toEqual(['--fps', '60', '--duration=2']);
});

import { expect, it } from 'vitest';
import { buildFrameSelect } from '#src/ffmpeg/frame-select.js';
import { levelFilters, needsLimiter } from '#src/ffmpeg/level-filters.js';
import { parseLoudness } from '#src/ffmpeg/measure-loudness.js';
import { buildCurve } from '#src/ffmpeg/volume-filters.js';

/** ffmpeg's functions, for its expressions as JavaScript. */
const FUNCTIONS = {
  eq: (a: number, b: number) => Number(a === b),
  lt: (a: number, b: number) => Number(a < b),
  gte: (a: number, b: number) => Number(a >= b),
  between: (a: number, low: number, high: number) => Number(a >= low && a <= high),
  iff: (test: number, then: number, otherwise = 0) => (test ? then : otherwise),
};
function evaluate(expression: string, name: string, value: number): number {
  const code = expression.replaceAll('if(', 'iff(');
  return new Function(name, ...Object.keys(FUNCTIONS), `return ${code}`)(value, ...Object.values(FUNCTIONS));
}

it('selects exactly the frames that are asked for', () => {
  const pts = Array.from({ length: 500 }, (_, index) => index * 512);
  const indexes = pts.map((_, index) => index).filter((index) => index % 7 < 3 || index > 450);
  const expression = buildFrameSelect(indexes, pts);
  expect(pts.flatMap((time, index) => (evaluate(expression, 'pts', time) ? [index] : []))).toEqual(indexes);
  expect(buildFrameSelect([4], pts)).toBe('eq(pts,2048)');
});

it('follows a volume curve by straight lines', () => {
  const expression = buildCurve([
    [0.5, 1],
    [1, 0.2],
    [2, 0.2],
    [3, 0.8],
  ]);
  const at = (sec: number) => evaluate(expression, 't', sec);
  expect([0, 0.5, 0.75, 1, 1.5, 2.5, 3, 9].map((sec) => Number(at(sec).toFixed(6)))).toEqual([
    1, 1, 0.6, 0.2, 0.2, 0.5, 0.8, 0.8,
  ]);
});

it('reads the last of the measured values', () => {
  const frame = (lufs: string, peak: string) =>
    `frame:1\nlavfi.r128.M=-9\nlavfi.r128.I=${lufs}\nlavfi.r128.LRA=4.5\nlavfi.r128.true_peaks_ch0=${peak}\nlavfi.r128.true_peaks_ch1=0.100\n`;
  expect(parseLoudness(frame('-30.1', '0.2') + frame('-16.26', '0.500'))).toEqual({
    integratedLufs: -16.26,
    rangeLu: 4.5,
    truePeakDbtp: -6.02,
  });
  expect(parseLoudness('')).toEqual({ integratedLufs: -70, rangeLu: 0, truePeakDbtp: -200 });
  expect(parseLoudness(frame('-inf', '0.000')).integratedLufs).toBe(-70);
});

it('limits only where a gain lifts peaks too high', () => {
  expect([needsLimiter(-6, 4), needsLimiter(-6, 6)]).toEqual([false, true]);
  expect(levelFilters(3, false, 1)).toEqual(['volume=3.00dB:precision=float']);
  expect(levelFilters(3, true, 1).join()).toContain('alimiter=limit=0.8414');
});

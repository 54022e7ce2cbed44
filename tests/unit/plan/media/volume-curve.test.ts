import { expect, it } from 'vitest';
import { toVolumeCurve, type VolumeCorner } from '#src/plan/media/volume-curve.js';

const sample = (volume: (sec: number) => number, seconds = 4): VolumeCorner[] =>
  Array.from({ length: seconds * 30 }, (_, frame) => [frame / 30, volume(frame / 30)]);

it('has none where the volume never changes', () => {
  expect(toVolumeCurve(sample(() => 0.4))).toBeNull();
  expect(toVolumeCurve([])).toBeNull();
});

it('keeps the corners of a fade', () => {
  const fade = sample((sec) => Math.min(1, sec), 3);
  expect(toVolumeCurve(fade)).toEqual([
    [0, 0],
    [1, 1],
    [89 / 30, 1].map((value) => Number(value.toFixed(6))),
  ]);
});

it('stays close to any curve', () => {
  const wave = sample((sec) => 0.5 + 0.5 * Math.sin(sec * 3));
  const curve = toVolumeCurve(wave) ?? [];
  expect(curve.length).toBeLessThan(wave.length);
  for (const [sec, volume] of wave) {
    const after = curve.findIndex(([cornerSec]) => cornerSec >= sec - 1e-6);
    const [from, to] = [curve[Math.max(0, after - 1)], curve[after]];
    if (from === undefined || to === undefined) throw new Error(`no corner around ${sec}`);
    const share = to[0] === from[0] ? 0 : (sec - from[0]) / (to[0] - from[0]);
    expect(Math.abs(from[1] + share * (to[1] - from[1]) - volume)).toBeLessThan(0.001);
  }
});

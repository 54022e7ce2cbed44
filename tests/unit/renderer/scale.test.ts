import { describe, expect, it } from 'vitest';
import {
  clampView,
  fromX,
  mediaTickFrames,
  panView,
  tickStep,
  toX,
  zoomView,
} from '../../../renderer/features/timeline/scale.js';

const whole = { from: 0, to: 1800 };

describe('timeline scale', () => {
  it('goes from value to pixel and back', () => {
    const scale = { from: 100, to: 300, widthPx: 800 };
    expect(toX(scale, 150)).toBe(200);
    expect(fromX(scale, 200)).toBe(150);
  });

  it('zooms around the point and stays inside', () => {
    const zoomed = zoomView(whole, whole, 450, 0.5, 10);
    expect(zoomed).toEqual({ from: 225, to: 1125 });
    expect(zoomView(zoomed, whole, 450, 100, 10)).toEqual(whole);
    expect(zoomView(whole, whole, 0, 0.0001, 10)).toEqual({ from: 0, to: 10 });
  });

  it('pans to the edges and no further', () => {
    expect(panView({ from: 0, to: 200 }, whole, -1)).toEqual({ from: 0, to: 200 });
    expect(panView({ from: 1700, to: 1800 }, whole, 0.5)).toEqual({ from: 1700, to: 1800 });
    expect(clampView({ from: -50, to: 5000 }, whole)).toEqual(whole);
  });

  it('leaves room for each label', () => {
    for (const span of [20, 300, 1800, 100_000]) {
      const scale = { from: 0, to: span, widthPx: 1000 };
      const step = mediaTickFrames(scale, 74, 30);
      expect((step / span) * 1000).toBeGreaterThanOrEqual(74);
      if (step >= 30) expect(step % 30).toBe(0);
    }
    expect(tickStep({ from: 0, to: 60_000, widthPx: 1000 }, 64, 'clock')).toBe(5000);
  });
});

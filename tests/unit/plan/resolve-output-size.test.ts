import { describe, expect, it } from 'vitest';
import { resolveOutputSize } from '#src/plan/resolve-output-size.js';

describe('resolveOutputSize', () => {
  it.each([
    ['neither', {}, 1920, 1080, 1],
    ['the width', { width: 1280 }, 1280, 720, 2 / 3],
    ['the height', { height: 540 }, 960, 540, 0.5],
    ['both', { width: 3840, height: 2160 }, 3840, 2160, 2],
  ])('of 1920×1080, given %s', (_, asked, outputWidthPx, outputHeightPx, deviceScaleFactor) => {
    expect(resolveOutputSize({ format: 'mp4', ...asked }, 1920, 1080)).toEqual({
      outputWidthPx,
      outputHeightPx,
      deviceScaleFactor,
      stretched: false,
    });
  });

  it('rounds the side that follows to the nearest even number, or to a whole one', () => {
    expect(resolveOutputSize({ format: 'mp4', width: 300 }, 1080, 1920).outputHeightPx).toBe(534);
    expect(resolveOutputSize({ format: 'mov', width: 300 }, 1080, 1920).outputHeightPx).toBe(533);
  });

  it('captures at least as many pixels as are delivered, and says when it stretches', () => {
    expect(resolveOutputSize({ format: 'mp4', width: 500, height: 500 }, 1000, 500)).toEqual({
      outputWidthPx: 500,
      outputHeightPx: 500,
      deviceScaleFactor: 1,
      stretched: true,
    });
  });

  it.each([
    [
      'width',
      { format: 'mp4' },
      641,
      360,
      'data-width is 641, which is odd, and mp4 needs an even width. Use 642 or 640',
    ],
    ['height', { format: 'webm' }, 640, 361, 'data-height is 361'],
    ['width', { format: 'mp4', width: 321 }, 640, 360, 'width: 321 is odd'],
    ['height', { format: 'mp4', width: 320, height: 181 }, 640, 360, 'Use 182 or 180'],
    ['height', { format: 'mov', width: 8000 }, 100, 1000, 'would be 80000 pixels'],
  ] as const)('refuses the %s of %j by name', (field, config, width, height, text) => {
    expect(() => resolveOutputSize(config, width, height)).toThrow(
      expect.objectContaining({
        code: 'CONFIG_INVALID',
        message: expect.stringContaining(text),
        details: expect.objectContaining({ field }),
      }),
    );
  });

  it('takes odd sizes where the format does', () => {
    expect(resolveOutputSize({ format: 'png-sequence' }, 641, 361)).toMatchObject({
      outputWidthPx: 641,
      outputHeightPx: 361,
    });
  });
});

import { describe, expect, it } from 'vitest';
import { toShowable } from '#src/chunk/to-showable.js';

/** Planes of one colour of limited-range bt709. */
function plain(width: number, height: number, [y = 0, u = 0, v = 0]: number[]): Buffer {
  const quarter = (width * height) / 4;
  return Buffer.concat([Buffer.alloc(width * height, y), Buffer.alloc(quarter, u), Buffer.alloc(quarter, v)]);
}

describe('toShowable', () => {
  it('hands JPEG and PNG on as they are', () => {
    const image = Buffer.from([0xff, 0xd8]);
    expect(toShowable(image, { imageFormat: 'jpeg', outputWidthPx: 2, outputHeightPx: 2 })).toBe(image);
  });

  it.each([
    ['white', [235, 128, 128], [255, 255, 255]],
    ['black', [16, 128, 128], [0, 0, 0]],
    ['red', [63, 102, 240], [255, 0, 0]],
    ['blue', [32, 240, 118], [0, 0, 255]],
  ] as const)('makes a BMP of a raw frame that is %s', (_name, yuv, rgb) => {
    const bmp = toShowable(plain(1282, 4, [...yuv]), {
      imageFormat: 'i420',
      outputWidthPx: 1282,
      outputHeightPx: 4,
    });
    expect(bmp.subarray(0, 2).toString()).toBe('BM');
    expect(bmp.readUInt32LE(2)).toBe(bmp.length);
    // Every third pixel, so that the picture is at most 640 pixels wide.
    expect([bmp.readInt32LE(18), bmp.readInt32LE(22)]).toEqual([427, 1]);
    const [b = -9, g = -9, r = -9] = bmp.subarray(54, 57);
    for (const [index, value] of [r, g, b].entries()) {
      expect(Math.abs(value - (rgb[index] ?? 0))).toBeLessThanOrEqual(2);
    }
  });
});

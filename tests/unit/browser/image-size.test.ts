import { describe, expect, it } from 'vitest';
import { readImageSize } from '#src/browser/image-size.js';

function png(widthPx: number, heightPx: number): Buffer {
  const header = Buffer.alloc(24);
  header.writeUInt32BE(0x89504e47, 0);
  header.writeUInt32BE(widthPx, 16);
  header.writeUInt32BE(heightPx, 20);
  return header;
}

/** A JPEG whose frame header follows an application segment, as Chrome writes it. */
function jpeg(startOfFrame: number, widthPx: number, heightPx: number): Buffer {
  const app = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0x00, 0x04, 0x00, 0x00]);
  const frame = Buffer.alloc(12);
  frame.writeUInt16BE(startOfFrame, 0);
  frame.writeUInt16BE(10, 2);
  frame.writeUInt16BE(heightPx, 5);
  frame.writeUInt16BE(widthPx, 7);
  return Buffer.concat([app, frame]);
}

describe('readImageSize', () => {
  it('reads a PNG', () => {
    expect(readImageSize(png(1920, 1080))).toEqual({ widthPx: 1920, heightPx: 1080 });
  });

  it.each([0xffc0, 0xffc2])('reads a JPEG with frame header %i', (marker) => {
    expect(readImageSize(jpeg(marker, 641, 359))).toEqual({ widthPx: 641, heightPx: 359 });
  });

  it('does not take a Huffman table for a frame header', () => {
    expect(readImageSize(jpeg(0xffc4, 641, 359))).toBeNull();
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('not an image at all, but long enough for one')],
    ['a PNG that is cut off', png(10, 10).subarray(0, 20)],
    ['a JPEG that is cut off', jpeg(0xffc0, 10, 10).subarray(0, 9)],
  ])('says null for %s', (_name, image) => {
    expect(readImageSize(image)).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { ivfFrameHeader, ivfHeader } from '#src/ffmpeg/ivf.js';

describe('ivfHeader', () => {
  const stream = { fps: { num: 30000, den: 1001 }, widthPx: 1920, heightPx: 1080 } as const;

  it('says what the images are and that the clock ticks once a frame', () => {
    const header = ivfHeader({ ...stream, imageFormat: 'i420' });
    expect(header).toHaveLength(32);
    expect(header.toString('latin1', 0, 4)).toBe('DKIF');
    expect([4, 6, 12, 14].map((at) => header.readUInt16LE(at))).toEqual([0, 32, 1920, 1080]);
    expect([16, 20, 24, 28].map((at) => header.readUInt32LE(at))).toEqual([30000, 1001, 0, 0]);
  });

  it.each([
    ['i420', 'I420'],
    ['jpeg', 'MJPG'],
    ['png', 'MPNG'],
  ] as const)('names the decoder of %s', (imageFormat, code) => {
    expect(ivfHeader({ ...stream, imageFormat }).toString('latin1', 8, 12)).toBe(code);
  });
});

describe('ivfFrameHeader', () => {
  it('tells the size of the image and its frame', () => {
    const header = ivfFrameHeader(70_000, 3_110_400);
    expect(header).toHaveLength(12);
    expect(header.readUInt32LE(0)).toBe(3_110_400);
    expect(header.readBigUInt64LE(4)).toBe(70_000n);
  });
});

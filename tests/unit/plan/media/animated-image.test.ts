import { expect, it } from 'vitest';
import { readImageAnimation } from '#src/plan/media/animated-image.js';

const LOOP = (times: number) =>
  Buffer.concat([
    Buffer.from([0x21, 0xff, 11]),
    Buffer.from('NETSCAPE2.0'),
    Buffer.from([3, 1, times, 0, 0]),
  ]);
const PICTURE = Buffer.from([0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0]);
const gif = (...parts: Buffer[]) =>
  Buffer.concat([
    Buffer.from('GIF89a'),
    Buffer.from([1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255]),
    ...parts,
    Buffer.from([0x3b]),
  ]);
const chunk = (type: string, ...data: number[]) => {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(data.length);
  return Buffer.concat([size, Buffer.from(type), Buffer.from(data), Buffer.alloc(4)]);
};
const png = (...chunks: Buffer[]) =>
  Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...chunks, Buffer.alloc(16)]);
const riff = (type: string, ...data: number[]) => {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(data.length);
  return Buffer.concat([Buffer.from(type), size, Buffer.from(data)]);
};
const webp = (...chunks: Buffer[]) =>
  Buffer.concat([Buffer.from('RIFF'), Buffer.alloc(4), Buffer.from('WEBP'), ...chunks]);

it.each([
  ['a GIF with two pictures, once', gif(PICTURE, PICTURE), { plays: 1 }],
  ['a GIF that goes on for ever', gif(LOOP(0), PICTURE, PICTURE), { plays: 0 }],
  ['a GIF that is repeated twice', gif(LOOP(2), PICTURE, PICTURE), { plays: 3 }],
  ['a GIF with one picture', gif(LOOP(0), PICTURE), null],
  ['an APNG', png(chunk('IHDR', 0), chunk('acTL', 0, 0, 0, 2, 0, 0, 0, 4), chunk('IDAT')), { plays: 4 }],
  ['a PNG', png(chunk('IHDR', 0), chunk('IDAT', 1)), null],
  [
    'a WebP that moves',
    webp(riff('VP8X', 2, 0), riff('ANIM', 0, 0, 0, 0, 7, 0), riff('ANMF', 0, 0), riff('ANMF', 0, 0)),
    { plays: 7 },
  ],
  ['a WebP', webp(riff('VP8 ', 1, 2, 3, 4)), null],
  ['text', Buffer.from('no image at all, only text'), null],
  ['nothing', Buffer.alloc(0), null],
])('%s', (_, file, expected) => {
  expect(readImageAnimation(file)).toEqual(expected);
});

import { beforeEach, expect, it, vi } from 'vitest';
import type { PageVideo } from '#src/page/protocol.js';

const asked: string[][] = [];
const revoked: string[] = [];
let made = 0;
let frameBytes = 10;

// The runtime takes the browser's own functions when it is loaded.
vi.stubGlobal('fetch', async (url: string) => {
  const names = url.slice(url.indexOf('.pack/') + '.pack/'.length).split(',');
  asked.push(names);
  const bytes = new Uint8Array(names.length * (4 + frameBytes));
  for (const place of names.keys())
    new DataView(bytes.buffer).setUint32(place * (4 + frameBytes), frameBytes, true);
  return new Response(bytes);
});
vi.spyOn(URL, 'createObjectURL').mockImplementation(() => `blob:${++made}`);
vi.spyOn(URL, 'revokeObjectURL').mockImplementation((url) => void revoked.push(url));
const { FramePacks } = await import('#src/page/runtime/media/frame-packs.js');

const video: PageVideo = {
  id: 'film',
  framesUrl: 'http://site.localhost/frames/',
  frameFormat: 'jpg',
  firstFrame: 0,
  shown: Array.from({ length: 400 }, (_, frame) => frame),
};

beforeEach(() => {
  asked.length = 0;
  revoked.length = 0;
  frameBytes = 10;
});

it('asks for more and more frames at a time as long as they are asked for one after the other', async () => {
  const packs = new FramePacks();
  for (let frame = 0; frame < 60; frame++) await packs.addressOf(video, frame);
  expect(asked.map(({ length }) => length)).toEqual([1, 2, 4, 8, 16, 16, 16]);
  expect(asked[2]).toEqual(['000003.jpg', '000004.jpg', '000005.jpg', '000006.jpg']);
  await packs.addressOf(video, 200);
  expect(asked.at(-1)).toEqual(['000200.jpg']);
});

it('never lets a frame go that is shown again and again', async () => {
  const packs = new FramePacks();
  const held = await packs.addressOf(video, 0);
  for (let frame = 1; frame < 200; frame++) {
    await packs.addressOf(video, frame);
    packs.touch(video, 0);
  }
  expect(revoked.length).toBeGreaterThan(100);
  expect(revoked).not.toContain(held);
});

it('keeps less of large frames', async () => {
  frameBytes = 2_000_000;
  const packs = new FramePacks();
  for (let frame = 0; frame < 40; frame++) await packs.addressOf(video, frame);
  expect(Math.max(...asked.map(({ length }) => length))).toBe(2);
  expect(asked.flat().length - revoked.length).toBeLessThanOrEqual(8);
});

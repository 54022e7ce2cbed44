import { expect, it } from 'vitest';
import type { VideoJson } from '#src/contract/index.js';
import { resolveFrameNeeds } from '#src/plan/media/frame-needs.js';
import { groupFrames } from '#src/plan/media/group-frames.js';

const slices = [0, 10, 20].map((start, index) => ({ index, start, end: start + 10, frameCount: 10 }));
const video = (firstFrame: number, shown: number[]): VideoJson => ({
  id: 'v',
  tag: 'video',
  path: 'v.mp4',
  sourceWidthPx: 2,
  sourceHeightPx: 2,
  frameDir: 'video-frames/v',
  frameFormat: 'jpg',
  widthPx: 2,
  heightPx: 2,
  startSec: 0,
  endSec: 1,
  mediaStartSec: 0,
  playbackRate: 1,
  loop: false,
  firstFrame,
  shown,
});
const nameOf = (frame: number) => `video-frames/v/${String(frame).padStart(6, '0')}.jpg`;

it('a chunk needs its own frames, two before them, and what frame 0 shows', () => {
  const needs = resolveFrameNeeds(
    [
      video(
        0,
        Array.from({ length: 30 }, (_, frame) => frame),
      ),
    ],
    slices,
    false,
  );
  expect(needs.get(nameOf(0))).toBe('all');
  expect(needs.get(nameOf(7))).toEqual([0]);
  expect(needs.get(nameOf(8))).toEqual([0, 1]);
  expect(needs.get(nameOf(19))).toEqual([1, 2]);
  expect(needs.get(nameOf(29))).toEqual([2]);
});

it('a page that is stepped through needs all frames before a chunk, too', () => {
  const needs = resolveFrameNeeds([video(5, [40, -1, 41])], slices, true);
  expect([...needs]).toEqual([
    [nameOf(40), 'all'],
    [nameOf(41), 'all'],
  ]);
});

it('a frame that is held belongs to every chunk that shows it', () => {
  expect(resolveFrameNeeds([video(12, [3, 3, 3, 3, 3, 3, 3])], slices, false).get(nameOf(3))).toEqual([1, 2]);
});

it('a plan that is too large names the film and not its frames', () => {
  const files = [0, 1, 2].map((frame) => ({ path: nameOf(frame), sizeBytes: 5 }));
  expect(groupFrames([{ path: 'compiled/a.png', sizeBytes: 1 }, ...files])).toEqual([
    { path: 'compiled/a.png', sizeBytes: 1 },
    { path: 'the 3 frames of v in video-frames/v', sizeBytes: 15 },
  ]);
});

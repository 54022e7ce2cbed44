import { expect, it } from 'vitest';
import type { VideoJson } from '#src/contract/index.js';
import { framesOfFilms } from '#src/plan/films-to-compare.js';

/** A film of which something is seen from one frame to another, `end` excluded. */
const film = (start: number, end: number): VideoJson =>
  ({ firstFrame: start, shown: Array.from({ length: end - start }, () => 0) }) as unknown as VideoJson;

it('looks at each film in the middle of its time', () => {
  expect(framesOfFilms([film(100, 200), film(0, 40)], 300)).toEqual([20, 150]);
});

it('looks once at films that are seen together', () => {
  expect(framesOfFilms([film(0, 100), film(0, 100), film(30, 90)], 300)).toEqual([50]);
  expect(framesOfFilms([film(0, 100), film(90, 190)], 300)).toEqual([50, 140]);
});

it('leaves out moments without a picture, and films that are never seen', () => {
  const gaps = { firstFrame: 10, shown: [-1, -1, -1, 5, -1] } as unknown as VideoJson;
  const unseen = { firstFrame: 0, shown: [-1] } as unknown as VideoJson;
  expect(framesOfFilms([gaps, unseen], 300)).toEqual([13]);
  expect(framesOfFilms([], 300)).toEqual([]);
});

it('stays within the frames that may be visited, and says when a film lies beyond', () => {
  expect(framesOfFilms([film(250, 450)], 300)).toEqual([275]);
  expect(framesOfFilms([film(0, 10), film(300, 450)], 300)).toBeNull();
});

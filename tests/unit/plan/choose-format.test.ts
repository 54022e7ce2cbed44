import { expect, it } from 'vitest';
import { planTrials } from '#src/plan/media/choose-format.js';

const range = (start: number, end: number) => Array.from({ length: end - start }, (_, at) => start + at);

it('tries keyframes, each by itself when much lies between them', () => {
  expect(planTrials(range(0, 1000), [0, 250, 500, 750])).toEqual([[0], [500], [750]]);
  expect(planTrials(range(300, 1000), [0, 250, 500, 750])).toEqual([[250], [500], [750]]);
});

it('decodes from one end to the other where every frame needs that anyway', () => {
  expect(planTrials(range(0, 240), [0])).toEqual([[0, 120, 239]]);
  expect(planTrials(range(0, 90), [0, 30, 60])).toEqual([[0, 30, 60]]);
});

it('tries a short film once', () => {
  expect(planTrials([7], [0])).toEqual([[0, 7]]);
  expect(planTrials([0], [0])).toEqual([[0]]);
  expect(planTrials([3, 4], [])).toEqual([[0, 4]]);
});

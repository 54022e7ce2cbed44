import { expect, it } from 'vitest';
import { planTrials } from '#src/plan/media/choose-format.js';

it('tries keyframes, each by itself when much lies between them', () => {
  expect(planTrials(1000, [0, 250, 500, 750])).toEqual([[0], [500], [750]]);
});

it('decodes from one end to the other where every frame needs that anyway', () => {
  expect(planTrials(240, [0])).toEqual([[0, 120, 239]]);
  expect(planTrials(90, [0, 30, 60])).toEqual([[0, 30, 60]]);
});

it('tries a short film once', () => {
  expect(planTrials(1, [0])).toEqual([[0]]);
  expect(planTrials(2, [])).toEqual([[0, 1]]);
  expect(planTrials(5, [])).toEqual([[0, 2, 4]]);
});

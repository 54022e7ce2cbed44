import { expect, it } from 'vitest';
import { getDefaults, validateDistributedRenderConfig } from '#src/contract/index.js';
import { outlinePlan } from '#src/plan/outline-plan.js';

const page = { widthPx: 1280, heightPx: 720, fps: { num: 30, den: 1 } };
const outline = (durationSec: number | null, config = {}) =>
  outlinePlan({
    composition: { durationSec },
    config: validateDistributedRenderConfig(config),
    page,
    local: undefined,
  });

it('tells size, graphics and number of chunks of what says how long it is', () => {
  expect(outline(2, { chunkSize: 20 })).toEqual({
    widthPx: 1280,
    heightPx: 720,
    gl: getDefaults().gl,
    chunkCount: 3,
  });
  expect(outline(2, { durationSec: 1, chunkSize: 10 }).chunkCount).toBe(3);
});

it('does not guess how long the page is', () => {
  expect(outline(null).chunkCount).toBeNull();
  // Refused later, with the name of who says so.
  for (const wrong of [Number.POSITIVE_INFINITY, Number.NaN, -1, 0])
    expect(outline(wrong).chunkCount).toBeNull();
});

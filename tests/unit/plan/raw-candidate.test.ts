import { describe, expect, it } from 'vitest';
import { type DistributedRenderConfig, validateDistributedRenderConfig } from '#src/contract/index.js';
import type { PageDescription } from '#src/page/protocol.js';
import { framesToCompare, type RawCandidate, whyNotRaw, whyTooManyFilms } from '#src/plan/raw-candidate.js';

/** The parts of a description that the choice looks at. */
const DESCRIPTION = { clips: [], rawObstacles: [] } as unknown as PageDescription;

function candidate(config: DistributedRenderConfig, changes: Partial<RawCandidate> = {}): RawCandidate {
  const [widthPx, heightPx] = [1280, 720];
  return {
    config: validateDistributedRenderConfig(config),
    size: { outputWidthPx: widthPx, outputHeightPx: heightPx, deviceScaleFactor: 1, stretched: false },
    widthPx,
    heightPx,
    frameCount: 300,
    description: DESCRIPTION,
    hasFilms: false,
    ...changes,
  };
}

describe('whyNotRaw', () => {
  it('tries opaque h264 and h265 at their own size', () => {
    expect(whyNotRaw(candidate({}))).toBeNull();
    expect(whyNotRaw(candidate({ codec: 'h265' }))).toBeNull();
  });

  it.each([
    [candidate({ format: 'webm' }), /transparency/],
    [candidate({ format: 'gif' }), /gif/],
    [candidate({}, { frameCount: 149 }), /149 frames/],
    [candidate({}, { frameCount: 239, hasFilms: true }), /239 frames with films/],
    [candidate({}, { description: { ...DESCRIPTION, rawObstacles: ['will-change'] } }), /will-change/],
    [
      candidate(
        {},
        { size: { outputWidthPx: 640, outputHeightPx: 360, deviceScaleFactor: 0.5, stretched: false } },
      ),
      /scaled/,
    ],
  ])('says what speaks against it (%#)', (given, why) => {
    expect(whyNotRaw(given)).toMatch(why);
  });

  it('asks what pays only where the choice is its own', () => {
    const changes = { frameCount: 5 };
    expect(whyNotRaw(candidate({ captureMode: 'raw' }, changes))).toBeNull();
  });
});

it('asks whether films repay their comparison only where the choice is its own', () => {
  expect(whyTooManyFilms(candidate({}), 6)).toBeNull();
  expect(whyTooManyFilms(candidate({}), 7)).toMatch(/300 frames do not repay/);
  expect(whyTooManyFilms(candidate({ captureMode: 'raw' }), 24)).toBeNull();
  expect(whyTooManyFilms(candidate({ captureMode: 'raw' }), 25)).toMatch(/memory/);
});

describe('framesToCompare', () => {
  it('spreads over the film', () => {
    expect(framesToCompare(80, 30, candidate({}), [])).toEqual([5, 15, 25, 35, 45, 55, 65, 75]);
  });

  it('looks into the clips, ascending, inside the film, and not more often for many of them', () => {
    const clips = Array.from({ length: 40 }, (_, index) => ({
      id: `c${index}`,
      tag: 'div',
      startSec: index,
      endSec: index === 39 ? null : index + 1,
      track: 0,
      isComposition: false,
    }));
    const frames = framesToCompare(1200, 30, candidate({}, { description: { ...DESCRIPTION, clips } }), []);
    expect(frames).toHaveLength(8);
    expect(frames).toEqual([...frames].sort((a, b) => a - b));
    expect(frames.some((frame) => frame % 30 === 15)).toBe(true);
    expect(Math.max(...frames)).toBeLessThan(1200);
  });

  it('looks at fewer frames of 4K', () => {
    expect(framesToCompare(80, 30, candidate({}, { widthPx: 3840, heightPx: 2160 }), [])).toHaveLength(4);
  });

  it('looks at all that films ask for, and elsewhere too', () => {
    expect(framesToCompare(80, 30, candidate({}), [3])).toEqual([3, 5, 15, 25, 45, 55, 65, 75]);
    const many = Array.from({ length: 20 }, (_, index) => index * 4);
    const frames = framesToCompare(80, 30, candidate({}), many);
    expect(frames).toHaveLength(24);
    expect(frames).toEqual(expect.arrayContaining(many));
  });
});

import { describe, expect, it } from 'vitest';
import { type DurationSources, resolveDuration } from '#src/plan/resolve-duration.js';

const fps = { num: 30, den: 1 };
const resolve = (sources: Partial<DurationSources>, page: Partial<DurationSources['page']> = {}) =>
  resolveDuration(
    {
      settingSec: undefined,
      attributeSec: null,
      lastMediaSec: null,
      ...sources,
      page: { attribute: null, hf: null, timeline: null, ...page },
    },
    fps,
    'index.html',
  );

describe('resolveDuration', () => {
  it('asks the caller, the attribute, then __hf, then the timeline, then the sound', () => {
    const page = { attribute: 3, hf: 4, timeline: 5 };
    expect(resolve({ settingSec: 1, attributeSec: 2 }, page)).toMatchObject({
      durationSec: 1,
      durationSource: 'setting',
    });
    expect(resolve({ attributeSec: 2, lastMediaSec: 6 }, page)).toEqual({
      durationSec: 2,
      durationSource: 'data-duration',
      frameCount: 60,
    });
    expect(resolve({ lastMediaSec: 6 }, page)).toMatchObject({
      durationSec: 3,
      durationSource: 'data-duration',
    });
    expect(resolve({ lastMediaSec: 6 }, { hf: 4, timeline: 5 })).toMatchObject({
      durationSec: 4,
      durationSource: '__hf',
    });
    expect(resolve({ lastMediaSec: 6 }, { timeline: 5 })).toMatchObject({
      durationSec: 5,
      durationSource: 'timeline',
    });
    expect(resolve({ lastMediaSec: 6 })).toMatchObject({ durationSec: 6, durationSource: 'media' });
  });

  it('rounds up to whole frames', () => {
    expect(resolve({ attributeSec: 0.01 }).frameCount).toBe(1);
    expect(resolve({ attributeSec: 1.01 }).frameCount).toBe(31);
  });

  it('says what to add when nothing tells', () => {
    expect(() => resolve({})).toThrow(
      expect.objectContaining({
        code: 'COMPOSITION_INVALID',
        message: expect.stringContaining('Add data-duration="<seconds>" to the root'),
      }),
    );
  });

  it.each([
    ['window.__hf.duration is Infinity', {}, { hf: 'Infinity' }],
    ['window.__hf.duration is NaN', {}, { hf: 'NaN' }],
    ['window.__hf.duration is -1', {}, { hf: -1 }],
    ['window.__timelines is 0', {}, { timeline: 0 }],
    ['data-duration is 1000000000 s', { attributeSec: 1e9 }, {}],
    ['data-duration is 1e-9 s, which is 0 frames', { attributeSec: 1e-9 }, {}],
  ])('refuses a duration: %s', (text, sources, page) => {
    expect(() => resolve(sources, page)).toThrow(
      expect.objectContaining({ code: 'DURATION_OUT_OF_RANGE', message: expect.stringContaining(text) }),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { type ClipSource, parseStart, resolveClipTimes } from '#src/page/runtime/relative-start.js';

function clip(id: string, start: string, more: Partial<ClipSource> = {}): ClipSource {
  return {
    name: `Clip "${id}"`,
    id,
    start,
    compositionId: null,
    duration: null,
    end: null,
    inPoint: null,
    host: null,
    scope: null,
    ...more,
  };
}

describe('parseStart', () => {
  it.each([
    ['', { kind: 'absolute', sec: 0 }],
    [' 2.5 ', { kind: 'absolute', sec: 2.5 }],
    ['intro', { kind: 'after', clipId: 'intro', offsetSec: 0 }],
    ['intro + 2', { kind: 'after', clipId: 'intro', offsetSec: 2 }],
    ['intro+2', { kind: 'after', clipId: 'intro', offsetSec: 2 }],
    ['intro - 0.5', { kind: 'after', clipId: 'intro', offsetSec: -0.5 }],
    ['intro -.5', { kind: 'after', clipId: 'intro', offsetSec: -0.5 }],
    ['intro-2', { kind: 'after', clipId: 'intro-2', offsetSec: 0 }],
  ])('reads %j', (text, expected) => {
    expect(parseStart(text)).toEqual(expected);
  });

  it.each(['2s', 'intro + ', 'a b', 'intro * 2', 'Infinity x', '+'])('refuses %j', (text) => {
    expect(parseStart(text)).toBeNull();
  });
});

describe('resolveClipTimes', () => {
  it('follows starts three deep, in any order of the document', () => {
    const { times, problems } = resolveClipTimes([
      clip('c', 'b - 0.5', { duration: '1' }),
      clip('b', 'a + 2', { duration: '3' }),
      clip('a', '1', { duration: '4' }),
    ]);
    expect(problems).toEqual([]);
    expect(times).toMatchObject([
      { startSec: 9.5, endSec: 10.5 },
      { startSec: 7, endSec: 10 },
      { startSec: 1, endSec: 5 },
    ]);
  });

  it('takes data-end when there is no duration, and no end as "to the end"', () => {
    const { times } = resolveClipTimes([
      clip('a', '1', { end: '3' }),
      clip('b', 'a'),
      clip('c', '0', { end: 'Infinity' }),
    ]);
    expect(times.map((time) => time.endSec)).toEqual([3, null, null]);
    expect(times[1]?.startSec).toBe(3);
  });

  it('counts from the start of the composition host around a clip', () => {
    const { times } = resolveClipTimes([
      clip('host', '10', { duration: '5' }),
      clip('inner', '1', { duration: '2', host: 0 }),
      clip('last', 'inner + 1', { end: '4.5', host: 0 }),
    ]);
    expect(times.slice(1)).toMatchObject([
      { startSec: 11, endSec: 13 },
      { startSec: 14, endSec: 14.5 },
    ]);
  });

  it.each([
    ['an unknown id', [clip('a', 'ghost + 1')], /"a" starts after "ghost", but no clip has that id/],
    ['a clip without end', [clip('a', 'b'), clip('b', '0')], /"b", which has no end/],
    [
      'a cycle',
      [clip('a', 'b', { duration: '1' }), clip('b', 'a', { duration: '1' })],
      /Clip "b" starts after "a", which in turn waits for it/,
    ],
    ['a clip after itself', [clip('a', 'a + 1', { duration: '1' })], /waits for it/],
    [
      'a host that waits for a clip inside it',
      [clip('host', 'inner'), clip('inner', 'host', { duration: '1', host: 0 })],
      /waits for it/,
    ],
    ['no number', [clip('a', '0', { duration: 'long' })], /data-duration="long"/],
    ['an unreadable start', [clip('a', '2s')], /data-start="2s"/],
  ])('names %s', (_, sources, message) => {
    const { problems } = resolveClipTimes(sources);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(message);
  });
});

import { expect, it } from 'vitest';
import { lastMediaSec, type ProbedTrack, resolveAudioTracks } from '#src/plan/resolve-audio-tracks.js';

const track = (change: Partial<ProbedTrack>): ProbedTrack => ({
  id: 'a',
  tag: 'audio',
  path: 'a.mp3',
  startSec: 0,
  durationSec: null,
  mediaStartSec: 0,
  playbackRate: 1,
  volume: 1,
  loop: false,
  where: 'audio#a (index.html:4)',
  fileSec: 4,
  ...change,
});

const lengths = (change: Partial<ProbedTrack>, durationSec: number) => {
  const warnings: string[] = [];
  const tracks = resolveAudioTracks([track(change)], durationSec, warnings);
  return { lengths: tracks.map((resolved) => resolved.durationSec), warnings };
};

it.each([
  ['as long as its file', {}, 10, 4],
  ['cut by the end of the composition', { startSec: 7 }, 10, 3],
  ['cut by its own duration', { durationSec: 1 }, 10, 1],
  ['not longer than its file, whatever its duration', { durationSec: 9 }, 10, 4],
  ['without what is trimmed, at its rate', { mediaStartSec: 1, playbackRate: 2 }, 10, 1.5],
  ['a loop, to the end', { loop: true }, 10, 10],
  ['a loop with a duration', { loop: true, durationSec: 6 }, 10, 6],
])('a track sounds %s', (_, change, durationSec, expected) => {
  expect(lengths(change, durationSec)).toEqual({ lengths: [expected], warnings: [] });
});

it.each([
  ['starts at 12 s, when the composition is over', { startSec: 12 }],
  ['begins 5 s into a file of 4 s', { mediaStartSec: 5 }],
])('leaves out a track that %s, with a warning', (text, change) => {
  const result = lengths(change, 10);
  expect(result.lengths).toEqual([]);
  expect(result.warnings).toEqual([`audio#a (index.html:4) is never heard: it ${text}.`]);
});

it('tells when the last sound of known length ends', () => {
  expect(lastMediaSec([track({ startSec: 1 }), track({ loop: true })])).toBe(5);
  expect(lastMediaSec([track({ loop: true })])).toBeNull();
  expect(lastMediaSec([track({ loop: true, durationSec: 3 })])).toBe(3);
});

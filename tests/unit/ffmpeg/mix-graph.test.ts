import { describe, expect, it } from 'vitest';
import type { AudioTrackJson } from '#src/contract/index.js';
import { graphFileArgs } from '#src/ffmpeg/graph-file.js';
import { buildMixGraph, tempoFilters } from '#src/ffmpeg/mix-graph.js';

const track: AudioTrackJson = {
  id: 'music',
  path: 'music.mp3',
  startSec: 1.5,
  durationSec: 4,
  mediaStartSec: 0.25,
  playbackRate: 1,
  volume: 0.8,
  loop: false,
};

describe('buildMixGraph', () => {
  it('places one track by counted samples, without a limiter', () => {
    expect(buildMixGraph([track], 10)).toMatchSnapshot();
  });

  it('adds up tracks with loops and other speeds', () => {
    const fast = { ...track, playbackRate: 5, loop: true, startSec: 0 };
    expect(buildMixGraph([track, fast], (100 * 1001) / 30000)).toMatchSnapshot();
  });
});

describe('tempoFilters', () => {
  it.each([0.1, 0.25, 0.5, 0.7, 1, 1.5, 2, 3.3, 5])('multiplies up to %s in steps atempo likes', (rate) => {
    const steps = tempoFilters(rate).map((filter) => Number(filter.replace('atempo=', '')));
    expect(steps.every((step) => step >= 0.5 && step <= 2)).toBe(true);
    expect(steps.reduce((product, step) => product * step, 1)).toBeCloseTo(rate, 7);
  });
});

describe('graphFileArgs', () => {
  it('follows the version', () => {
    expect(graphFileArgs('ffmpeg version 5.1.9-0+deb12u1', '/g')).toEqual(['-filter_complex_script', '/g']);
    expect(graphFileArgs('ffmpeg version n7.1', '/g')).toEqual(['-/filter_complex', '/g']);
    expect(graphFileArgs('ffmpeg version N-118000-gabcdef', '/g')).toEqual(['-/filter_complex', '/g']);
  });
});

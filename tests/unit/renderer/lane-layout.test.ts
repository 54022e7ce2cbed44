import { describe, expect, it } from 'vitest';
import { DemoRun } from '../../../renderer/dev/demo-run.js';
import {
  layoutLanes,
  neighbourChunk,
  rowOfChunk,
  segmentAt,
} from '../../../renderer/features/run/lane-layout.js';

const run = new DemoRun({
  frameCount: 1800,
  chunkCount: 16,
  workers: 4,
  msPerFrame: 42,
  flaky: [5],
  broken: [],
});
const at = (elapsedMs: number) => run.snapshotAt('r', elapsedMs, 1_000_000, null);

describe('lanes on media time', () => {
  const snapshot = at(21_500);
  const layout = layoutLanes(snapshot, 'media', 1_021_500);

  it('show every chunk once, in a worker’s lane or waiting', () => {
    const shown = layout.rows
      .flatMap((row) => row.segments.filter(({ ghost }) => !ghost))
      .map((s) => s.chunkIndex);
    expect(shown.sort((a, b) => a - b)).toEqual(snapshot.chunks.map(({ index }) => index));
    expect(layout.rows.at(-1)?.workerId).toBeNull();
    expect(layout.whole).toEqual({ from: 0, to: 1800 });
  });

  it('fill a box by its captured share', () => {
    for (const row of layout.rows) {
      for (const segment of row.segments) {
        const chunk = snapshot.chunks[segment.chunkIndex];
        expect(segment.fill).toBeCloseTo((chunk?.framesDone ?? 0) / (chunk?.framesTotal ?? 1));
      }
    }
  });

  it('find the chunk under a point and its neighbours', () => {
    const row = rowOfChunk(layout, 8);
    const lane = layout.rows[row];
    if (lane === undefined) throw new Error('chunk 8 is in no lane');
    expect(segmentAt(lane, 8 * 113 + 3)?.chunkIndex).toBe(8);
    expect(segmentAt(lane, 1799)).toBeNull();
    expect(neighbourChunk(layout, 16, 8, 'right')).toBe(9);
    expect(neighbourChunk(layout, 16, 15, 'right')).toBe(15);
    expect(neighbourChunk(layout, 16, null, 'up')).toBe(0);
    const below = neighbourChunk(layout, 16, 8, 'down');
    expect(rowOfChunk(layout, below ?? -1)).toBe(row + 1);
  });
});

describe('lanes on the wall clock', () => {
  it('keep a failed attempt beside its retry, joined by a back-off line', () => {
    const layout = layoutLanes(at(21_500), 'wall', 1_021_500);
    const fifth = layout.rows.flatMap((row) => row.segments).filter((segment) => segment.chunkIndex === 5);
    const failed = fifth.find((segment) => segment.failedEnd);
    const backOff = fifth.find((segment) => segment.backOff);
    const retry = fifth.find((segment) => segment.attempt === 2 && !segment.backOff);
    expect(failed).toMatchObject({ attempt: 1, family: 'fail' });
    expect(backOff?.from).toBe(failed?.to);
    expect(retry?.from).toBe(backOff?.to);
  });

  it('has segments in order, none of negative length, all inside the axis', () => {
    const layout = layoutLanes(at(21_500), 'wall', 1_021_500);
    for (const row of layout.rows) {
      for (const segment of row.segments) {
        expect(segment.to).toBeGreaterThanOrEqual(segment.from);
        expect(segment.from).toBeGreaterThanOrEqual(0);
        expect(segment.to).toBeLessThanOrEqual(layout.whole.to);
      }
    }
  });

  it('ends the axis when the run ended', () => {
    const snapshot = at(200_000);
    const early = layoutLanes(snapshot, 'wall', 1_300_000);
    const late = layoutLanes(snapshot, 'wall', 9_000_000);
    expect(early.whole).toEqual(late.whole);
  });
});

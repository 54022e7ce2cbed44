import type { AudioTrackJson } from '../contract/index.js';
import { SAMPLE_RATE_HZ } from './sample-rate.js';

/** The volume follows a curve in steps of a millisecond: what is finer is not heard, what is coarser crackles. */
const STEP_SAMPLES = SAMPLE_RATE_HZ / 1000;
/** What filters work with otherwise. */
const USUAL_SAMPLES = 1024;

/** Makes a track as loud as it shall be, at its own time: 0 where the track begins. Pure. */
export function volumeFilters({ volume, volumeCurve }: AudioTrackJson): string[] {
  if (volumeCurve === undefined || volumeCurve.length === 0) return [`volume=${volume}`];
  return [
    'asetpts=N/SR/TB',
    `asetnsamples=n=${STEP_SAMPLES}:p=0`,
    `volume=volume='${buildCurve(volumeCurve)}':eval=frame:precision=float`,
    `asetnsamples=n=${USUAL_SAMPLES}:p=0`,
  ];
}

/** An expression of `t` that follows straight lines between corners: a balanced tree, so that long curves stay cheap. Pure. */
export function buildCurve(corners: readonly (readonly [number, number])[]): string {
  const [first] = corners;
  const last = corners.at(-1);
  if (first === undefined || last === undefined) return '1';
  const lines = corners.slice(0, -1).map((from, index) => toLine(from, corners[index + 1] ?? last));
  const borders = corners.slice(0, -1).map(([sec]) => sec);
  const inner = lines.length === 0 ? String(first[1]) : toTree(lines, borders);
  return `if(lt(t,${first[0]}),${first[1]},if(gte(t,${last[0]}),${last[1]},${inner}))`;
}

function toLine([fromSec, from]: readonly [number, number], [toSec, to]: readonly [number, number]): string {
  const slope = toSec > fromSec ? (to - from) / (toSec - fromSec) : 0;
  return slope === 0 ? String(from) : `${from}+(t-${fromSec})*${Number(slope.toPrecision(9))}`;
}

function toTree(lines: readonly string[], borders: readonly number[]): string {
  if (lines.length <= 1) return lines[0] ?? '1';
  const middle = lines.length >> 1;
  const left = toTree(lines.slice(0, middle), borders.slice(0, middle));
  const right = toTree(lines.slice(middle), borders.slice(middle));
  return `if(lt(t,${borders[middle]}),${left},${right})`;
}

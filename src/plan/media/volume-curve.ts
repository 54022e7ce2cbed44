/** A corner of a volume curve: seconds since the track's start, volume. */
export type VolumeCorner = [number, number];

/** How far the straight lines may be from what was sampled, 0 to 1: -66 dB, which nobody hears. */
const TOLERANCE = 5e-4;

/**
 * The corners of a curve that goes through samples by straight lines, as few as will do (Douglas and Peucker). Null when
 * the volume never changes. Pure.
 * @param samples [seconds since the track's start, volume], ascending.
 */
export function toVolumeCurve(samples: readonly VolumeCorner[]): VolumeCorner[] | null {
  const [first] = samples;
  if (first === undefined || samples.every(([, volume]) => Math.abs(volume - first[1]) <= TOLERANCE))
    return null;
  const kept = new Set([0, samples.length - 1]);
  const spans: [number, number][] = [[0, samples.length - 1]];
  for (let span = spans.pop(); span !== undefined; span = spans.pop()) {
    const corner = farthest(samples, ...span);
    if (corner === null) continue;
    kept.add(corner);
    spans.push([span[0], corner], [corner, span[1]]);
  }
  return samples.filter((_, index) => kept.has(index)).map(([sec, volume]) => [round(sec), round(volume)]);
}

/** The sample between two that is farthest from the line between them; null when none is too far. */
function farthest(samples: readonly VolumeCorner[], from: number, to: number): number | null {
  const [start, end] = [samples[from], samples[to]];
  if (start === undefined || end === undefined) return null;
  let found: number | null = null;
  let most = TOLERANCE;
  for (let at = from + 1; at < to; at++) {
    const [sec, volume] = samples[at] ?? start;
    const line = start[1] + ((sec - start[0]) / (end[0] - start[0])) * (end[1] - start[1]);
    const distance = Math.abs(line - volume);
    if (distance > most) [most, found] = [distance, at];
  }
  return found;
}

function round(value: number): number {
  return Number(value.toFixed(6));
}

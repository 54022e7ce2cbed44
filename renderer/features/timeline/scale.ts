/** The visible part of an axis, in its own unit: frames, or milliseconds since the start. */
export interface View {
  readonly from: number;
  readonly to: number;
}

/** Joins axis values and pixels. */
export interface Scale extends View {
  readonly widthPx: number;
}

export function toX(scale: Scale, value: number): number {
  return ((value - scale.from) / (scale.to - scale.from)) * scale.widthPx;
}

export function fromX(scale: Scale, x: number): number {
  return scale.from + (x / scale.widthPx) * (scale.to - scale.from);
}

/** Zooms around a point and stays inside the whole axis. `factor` below 1 zooms in. */
export function zoomView(view: View, whole: View, around: number, factor: number, smallest: number): View {
  const span = Math.min(whole.to - whole.from, Math.max(smallest, (view.to - view.from) * factor));
  const share = (around - view.from) / (view.to - view.from);
  return clampView({ from: around - share * span, to: around + (1 - share) * span }, whole);
}

/** Moves by a share of what is visible. */
export function panView(view: View, whole: View, share: number): View {
  const delta = (view.to - view.from) * share;
  return clampView({ from: view.from + delta, to: view.to + delta }, whole);
}

/** Moves a view back inside the whole axis, keeping its span where it fits. */
export function clampView(view: View, whole: View): View {
  const span = Math.min(view.to - view.from, whole.to - whole.from);
  const from = Math.min(Math.max(view.from, whole.from), whole.to - span);
  return { from, to: from + span };
}

const FRAME_FACTORS = [1, 2, 5] as const;

/**
 * The distance between labelled ticks: the smallest round step that leaves `minPx` for each label. For a time axis in
 * milliseconds the steps are those of a clock.
 */
export function tickStep(scale: Scale, minPx: number, kind: 'frames' | 'clock'): number {
  const smallest = ((scale.to - scale.from) / scale.widthPx) * minPx;
  if (kind === 'clock') {
    const steps = [
      100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000,
    ];
    return steps.find((step) => step >= smallest) ?? Math.ceil(smallest / 600_000) * 600_000;
  }
  const power = 10 ** Math.floor(Math.log10(Math.max(1, smallest)));
  const factor = FRAME_FACTORS.find((candidate) => candidate * power >= smallest) ?? 10;
  return Math.max(1, factor * power);
}

/** Ticks of a media axis: whole seconds (or 5, 10, 30…) while a second has room, else frames. */
export function mediaTickFrames(scale: Scale, minPx: number, fps: number): number {
  const smallest = ((scale.to - scale.from) / scale.widthPx) * minPx;
  const seconds = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600];
  if (smallest <= fps / 2) return tickStep(scale, minPx, 'frames');
  const step = seconds.find((candidate) => candidate * fps >= smallest) ?? 7200;
  return Math.round(step * fps);
}

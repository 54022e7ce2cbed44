/** What the frames of a chunk took, in milliseconds. */
export interface FrameTimeSummary {
  readonly median: number;
  /** What 19 of 20 frames do not exceed. */
  readonly p95: number;
}

/** Collects what each frame takes. Room for all is taken at once, so that collecting allocates nothing. */
export class FrameTimes {
  readonly #timesMs: Float32Array;
  #count = 0;

  /** @param frameCount how many come at most. */
  constructor(frameCount: number) {
    this.#timesMs = new Float32Array(frameCount);
  }

  add(ms: number): void {
    this.#timesMs[this.#count] = ms;
    this.#count += 1;
  }

  /** Null before the first. */
  summary(): FrameTimeSummary | null {
    if (this.#count === 0) return null;
    const sorted = this.#timesMs.slice(0, this.#count).sort();
    const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
    return { median: at(0.5), p95: at(0.95) };
  }
}

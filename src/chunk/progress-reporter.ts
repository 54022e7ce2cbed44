import type { ChunkPhase, ChunkProgress, WebglInfo } from '../contract/index.js';

/** Shortest time between two messages within a phase: ten a second. */
const MIN_INTERVAL_MS = 100;

/** Tells how a chunk is doing: at once when the phase changes, at most ten times a second in between. */
export class ProgressReporter {
  #phase: ChunkPhase = 'verify';
  #framesDone = 0;
  #framesReused = 0;
  #lastFrameAtMs: number | null = null;
  #lastReportAtMs = Number.NEGATIVE_INFINITY;
  /** Known once the browser was probed. */
  webgl: WebglInfo | null = null;

  constructor(
    private readonly chunkIndex: number,
    private readonly framesTotal: number,
    private readonly onProgress: ((progress: ChunkProgress) => void) | undefined,
    private readonly now: () => number = () => performance.now(),
  ) {}

  get framesReused(): number {
    return this.#framesReused;
  }

  get framesDone(): number {
    return this.#framesDone;
  }

  enter(phase: ChunkPhase): void {
    this.#phase = phase;
    this.#report();
  }

  /** Counts one captured frame; `reused` when nothing had changed since the one before. */
  frameDone(reused: boolean): void {
    this.#framesDone += 1;
    if (reused) this.#framesReused += 1;
    this.#lastFrameAtMs = this.now();
    if (this.#lastFrameAtMs - this.#lastReportAtMs >= MIN_INTERVAL_MS) this.#report();
  }

  #report(): void {
    const now = this.now();
    this.#lastReportAtMs = now;
    this.onProgress?.({
      chunkIndex: this.chunkIndex,
      phase: this.#phase,
      framesDone: this.#framesDone,
      framesTotal: this.framesTotal,
      framesReused: this.#framesReused,
      lastFrameAgeMs: this.#lastFrameAtMs === null ? null : now - this.#lastFrameAtMs,
      webgl: this.webgl,
    });
  }
}

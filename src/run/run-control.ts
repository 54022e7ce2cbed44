import type { NewestFrame, RenderPool } from '../pool/index.js';

/** Why a chunk was taken from its worker by hand. */
export type ManualStop = 'cancel' | 'retry';

/** The driver's side of one chunk that is being rendered. */
export interface ChunkStop {
  /** Aborted when the chunk is taken from its worker by hand. */
  readonly signal: AbortSignal;
  /** Null while nobody has asked. */
  readonly reason: ManualStop | null;
}

/**
 * Steers a run while it is under way: hand one to `renderRun` and call its methods. A pause lets running chunks finish
 * and starts no other; a chunk that is cancelled leaves the run incomplete, so that it can be resumed later.
 */
export class RunControl {
  readonly #stops = new Map<number, { controller: AbortController; reason: ManualStop | null }>();
  #resume: (() => void) | null = null;
  #gate: Promise<void> = Promise.resolve();
  #pool: RenderPool | null = null;

  get isPaused(): boolean {
    return this.#resume !== null;
  }

  pause(): void {
    if (this.#resume !== null) return;
    this.#gate = new Promise((resolve) => {
      this.#resume = resolve;
    });
  }

  continue(): void {
    this.#resume?.();
    this.#resume = null;
  }

  /** Takes a chunk from its worker for good. @returns false when it is not being rendered. */
  cancelChunk(chunkIndex: number): boolean {
    return this.#stop(chunkIndex, 'cancel');
  }

  /** Takes a chunk from its worker and starts it anew. @returns false when it is not being rendered. */
  retryChunk(chunkIndex: number): boolean {
    return this.#stop(chunkIndex, 'retry');
  }

  /** The newest frame of a chunk that is being rendered. */
  async newestFrame(chunkIndex: number): Promise<NewestFrame | null> {
    return (await this.#pool?.peek(chunkIndex)) ?? null;
  }

  /** For the driver: the pool that renders, null when it has ended. */
  attach(pool: RenderPool | null): void {
    this.#pool = pool;
  }

  /** For the driver: waits while the run is paused; an abort ends the wait. */
  async whenNotPaused(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    let stopWaiting = () => {};
    const aborted = new Promise<void>((resolve) => {
      stopWaiting = resolve;
    });
    signal.addEventListener('abort', stopWaiting);
    await Promise.race([this.#gate, aborted]);
    signal.removeEventListener('abort', stopWaiting);
  }

  /** For the driver: an attempt at a chunk begins. */
  startChunk(chunkIndex: number): ChunkStop {
    const stop = { controller: new AbortController(), reason: null as ManualStop | null };
    this.#stops.set(chunkIndex, stop);
    return {
      signal: stop.controller.signal,
      get reason() {
        return stop.reason;
      },
    };
  }

  /** For the driver: the attempt is over. */
  endChunk(chunkIndex: number): void {
    this.#stops.delete(chunkIndex);
  }

  #stop(chunkIndex: number, reason: ManualStop): boolean {
    const stop = this.#stops.get(chunkIndex);
    if (stop === undefined) return false;
    stop.reason = reason;
    stop.controller.abort();
    return true;
  }
}

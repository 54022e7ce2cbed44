/** Highest of a few measurements that run beside the work. */
export class PeakMemory {
  #peakBytes = 0;
  #measuring: Promise<void> = Promise.resolve();

  constructor(private readonly measureBytes: () => Promise<number>) {}

  /** Starts one measurement; does not wait for it. */
  sample(): void {
    const bytes = this.measureBytes();
    this.#measuring = Promise.all([this.#measuring, bytes]).then(([, now]) => {
      this.#peakBytes = Math.max(this.#peakBytes, now);
    });
  }

  async peakBytes(): Promise<number> {
    await this.#measuring;
    return this.#peakBytes;
  }
}

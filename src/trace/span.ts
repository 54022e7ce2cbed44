/** Adds up where time goes, by name, in milliseconds. One per chunk; not shared between concurrent work. */
export class PhaseClock<Phase extends string> {
  readonly #totals: Record<Phase, number>;
  #current: Phase;
  #since = performance.now();

  constructor(phases: readonly Phase[], first: Phase) {
    this.#totals = Object.fromEntries(phases.map((phase) => [phase, 0])) as Record<Phase, number>;
    this.#current = first;
  }

  get current(): Phase {
    return this.#current;
  }

  /**
   * Ends the current phase and begins another; the same name goes on.
   * @returns milliseconds since the last call.
   */
  enter(phase: Phase): number {
    const now = performance.now();
    const elapsedMs = now - this.#since;
    this.#totals[this.#current] += elapsedMs;
    this.#current = phase;
    this.#since = now;
    return elapsedMs;
  }

  /** Milliseconds per phase up to now. */
  totalsMs(): Record<Phase, number> {
    this.enter(this.#current);
    return { ...this.#totals };
  }
}

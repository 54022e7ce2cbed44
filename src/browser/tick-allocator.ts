/** Milliseconds between two ticks: the 60 Hz that Chrome expects of a display. */
export const TICK_INTERVAL_MS = 1000 / 60;
/** Ahead of the browser's own clock, so that the first tick is not in its past. */
const HEAD_START_MS = 60_000;

/**
 * Hands out the ticks of BeginFrame. One per browser: the same tick twice, or an earlier one, hangs the compositor for
 * ever, so warm-up, probes, pages and chunks all draw from it.
 */
export class TickAllocator {
  #lastMs: number;

  /** @param uptimeMs of the system: Chrome's tick clock counts from boot. */
  constructor(uptimeMs: number) {
    this.#lastMs = uptimeMs + HEAD_START_MS;
  }

  /** The next tick in milliseconds, strictly later than every one before. */
  next(): number {
    this.#lastMs += TICK_INTERVAL_MS;
    return this.#lastMs;
  }
}

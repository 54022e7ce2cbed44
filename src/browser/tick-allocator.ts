/** Milliseconds between two ticks: the 60 Hz that Chrome expects of a display. */
export const TICK_INTERVAL_MS = 1000 / 60;

/**
 * Hands out the ticks of BeginFrame. One per browser: the same tick twice, or an earlier one, hangs the compositor for
 * ever, so warm-up, probes, pages and chunks all draw from it.
 */
export class TickAllocator {
  #lastMs = 0;

  /** @param nowMs the clock that Chrome's ticks count on: monotonic, in milliseconds. */
  constructor(private readonly nowMs: () => number = monotonicMs) {}

  /** The next tick in milliseconds, strictly later than every one before and never in the browser's past. */
  next(): number {
    this.#lastMs = Math.max(this.#lastMs + TICK_INTERVAL_MS, this.nowMs());
    return this.#lastMs;
  }
}

/** CLOCK_MONOTONIC, as in Chrome. `os.uptime()` is another clock: a container's own, where its /proc says so. */
function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

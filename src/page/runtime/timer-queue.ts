/** One pending `setTimeout`, `setInterval` or idle callback. */
export interface Timer {
  readonly id: number;
  /** When it runs, virtual milliseconds. */
  dueMs: number;
  /** Null for a timer that runs once. */
  readonly intervalMs: number | null;
  readonly run: () => void;
  /** How many timers deep it was set (HTML's nesting level). */
  readonly nesting: number;
  /** Set while the clock is held, see `VirtualClock`. */
  held: boolean;
}

/** Timers in the order in which they run: by due time, then by the order in which they were set. */
export class TimerQueue {
  readonly #timers: Timer[] = [];

  get size(): number {
    return this.#timers.length;
  }

  add(timer: Timer): void {
    let low = 0;
    let high = this.#timers.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBefore(timer, this.#timers[middle])) high = middle;
      else low = middle + 1;
    }
    this.#timers.splice(low, 0, timer);
  }

  remove(id: number): void {
    const index = this.#timers.findIndex((timer) => timer.id === id);
    if (index >= 0) this.#timers.splice(index, 1);
  }

  has(kind: 'once' | 'repeating'): boolean {
    return this.#timers.some(({ intervalMs }) => (intervalMs === null) === (kind === 'once'));
  }

  /** The first timer, or the first held one. */
  first(onlyHeld = false): Timer | undefined {
    return onlyHeld ? this.#timers.find((timer) => timer.held) : this.#timers[0];
  }

  /** Removes and returns the first timer that is due at `untilMs`. */
  takeDue(untilMs: number, onlyHeld = false): Timer | undefined {
    const timer = this.first(onlyHeld);
    if (timer === undefined || timer.dueMs > untilMs) return undefined;
    this.remove(timer.id);
    return timer;
  }

  /** Changes the due times of all held timers and releases them. Returns how many there were. */
  release(toDueMs: (dueMs: number) => number): number {
    const held = this.#timers.filter((timer) => timer.held);
    for (const timer of held) this.remove(timer.id);
    for (const timer of held) {
      timer.dueMs = toDueMs(timer.dueMs);
      timer.held = false;
      this.add(timer);
    }
    return held.length;
  }
}

function isBefore(a: Timer, b: Timer | undefined): boolean {
  return b !== undefined && (a.dueMs < b.dueMs || (a.dueMs === b.dueMs && a.id < b.id));
}

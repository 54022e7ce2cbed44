import { turn } from './real.js';
import { type Timer, TimerQueue } from './timer-queue.js';

/** Deeper than this, delays are at least `MIN_NESTED_DELAY_MS` (HTML standard, timer initialisation steps 5 and 6). */
const MAX_FREE_NESTING = 5;
const MIN_NESTED_DELAY_MS = 4;
/** Tolerance when a due time meets a frame time: frame times are fractions, delays are whole milliseconds. */
const TIME_EPSILON_MS = 1e-3;

type FrameCallback = (timeMs: number) => void;

/**
 * The page's clock and everything that waits for it. It stands still except inside {@link runTo}, which steps it from
 * one frame to the next: due timers in order, each at its exact due time, then the animation frame callbacks at the
 * frame's time, each callback followed by a microtask checkpoint.
 *
 * **Held time.** Twice a page must be let run although its clock stands: while it loads (the clock reads 0), and while
 * a seek waits for promises of the page. Then the clock is *held*:
 * - timers of less than 4 ms run by themselves, in a task of their own, as in a browser (React, loaders);
 * - longer timers and animation frame callbacks wait. Only when nothing else can bring the page forward (no request
 *   under way, yet not ready) `stepHeld` lets a separate held time go on, one event after the other, until the page is
 *   ready. No real time enters: the same events run in the same order in every browser that loads the page;
 * - callbacks always see the standing clock, so that frame 0 is t = 0 and time never runs backwards;
 * - when the hold ends, what is left is due as if the held time had not passed.
 * A hold touches only callbacks that were registered during it: a simulation that waits for its next frame does not
 * get an extra one.
 */
export class VirtualClock {
  #nowMs = 0;
  /** Held time since the hold began. */
  #heldMs = 0;
  #holding = true;
  #nesting = 0;
  #lastId = 0;
  readonly #timers = new TimerQueue();
  readonly #frameCallbacks = new Map<number, { readonly callback: FrameCallback; held: boolean }>();

  /** Milliseconds since frame 0. */
  get nowMs(): number {
    return this.#nowMs;
  }

  get hasFrameCallbacks(): boolean {
    return this.#frameCallbacks.size > 0;
  }

  /** When the next timer is due; null without one. */
  get nextDueMs(): number | null {
    return this.#timers.first()?.dueMs ?? null;
  }

  get isPending(): boolean {
    return this.hasFrameCallbacks || this.#timers.size > 0;
  }

  /** Whether timers of a kind wait. */
  hasTimers(kind: 'once' | 'repeating'): boolean {
    return this.#timers.has(kind);
  }

  /** How far the hold has gone, milliseconds. */
  get heldMs(): number {
    return this.#heldMs;
  }

  get isHolding(): boolean {
    return this.#holding;
  }

  setTimer(run: () => void, delayMs: number, repeats: boolean): number {
    const nesting = this.#nesting + 1;
    const delay = this.#clampDelay(delayMs, nesting);
    const id = ++this.#lastId;
    const dueMs = this.#nowMs + this.#heldMs + delay;
    this.#timers.add({ id, dueMs, intervalMs: repeats ? delay : null, run, nesting, held: this.#holding });
    if (this.#holding && delay === 0) void turn().then(() => this.#runHeldTimers());
    return id;
  }

  clearTimer(id: number): void {
    this.#timers.remove(id);
  }

  requestFrame(callback: FrameCallback): number {
    const id = ++this.#lastId;
    this.#frameCallbacks.set(id, { callback, held: this.#holding });
    return id;
  }

  cancelFrame(id: number): void {
    this.#frameCallbacks.delete(id);
  }

  /** Steps forward to a frame's time. Returns how many callbacks ran. */
  async runTo(frameMs: number): Promise<number> {
    let ran = 0;
    for (;;) {
      const timer = this.#timers.takeDue(frameMs + TIME_EPSILON_MS);
      if (timer === undefined) break;
      this.#nowMs = Math.min(frameMs, Math.max(this.#nowMs, timer.dueMs));
      await this.#runTimer(timer);
      ran += 1;
    }
    this.#nowMs = frameMs;
    return ran + (await this.#runFrameCallbacks(false));
  }

  /** Sets the clock back. Only for a page in which nothing has run since. */
  rewindTo(frameMs: number): void {
    this.#nowMs = frameMs;
  }

  beginHold(): void {
    this.#holding = true;
    this.#heldMs = 0;
  }

  /** Returns how many callbacks that were registered during the hold are still waiting. */
  endHold(): number {
    const heldMs = this.#heldMs;
    let left = this.#timers.release((dueMs) => Math.max(this.#nowMs, dueMs - heldMs));
    for (const request of this.#frameCallbacks.values()) {
      if (request.held) left += 1;
      request.held = false;
    }
    this.#holding = false;
    this.#heldMs = 0;
    return left;
  }

  get hasHeldFrameCallbacks(): boolean {
    for (const request of this.#frameCallbacks.values()) if (request.held) return true;
    return false;
  }

  /** Runs what a seek left to do at once: timers without delay, then the frame callbacks once. */
  async runHeldOnce(): Promise<void> {
    await this.#runHeldTimers();
    if (this.hasHeldFrameCallbacks) {
      await this.#runFrameCallbacks(true);
      await this.#runHeldTimers();
    }
  }

  /**
   * Lets the held time go on to the next event: one frame when frame callbacks wait, else the next timer.
   * @param frameMs length of a frame. @returns false when nothing waits.
   */
  async stepHeld(frameMs: number): Promise<boolean> {
    if (this.hasHeldFrameCallbacks) {
      this.#heldMs = (Math.floor(this.#heldMs / frameMs + TIME_EPSILON_MS) + 1) * frameMs;
      await this.#runHeldTimers();
      await this.#runFrameCallbacks(true);
      return true;
    }
    const next = this.#timers.first(true);
    if (next === undefined) return false;
    this.#heldMs = Math.max(this.#heldMs, next.dueMs - this.#nowMs);
    await this.#runHeldTimers();
    return true;
  }

  async #runHeldTimers(): Promise<void> {
    while (this.#holding) {
      const timer = this.#timers.takeDue(this.#nowMs + this.#heldMs, true);
      if (timer === undefined) return;
      await this.#runTimer(timer);
    }
  }

  async #runTimer(timer: Timer): Promise<void> {
    if (timer.intervalMs !== null) {
      const nesting = timer.nesting + 1;
      const dueMs = timer.dueMs + this.#clampDelay(timer.intervalMs, nesting);
      this.#timers.add({ ...timer, dueMs, nesting });
    }
    // Kept through the microtasks: `await sleep(0)` in an endless loop nests too.
    this.#nesting = timer.nesting;
    callAndReport(timer.run);
    await turn();
    this.#nesting = 0;
  }

  async #runFrameCallbacks(onlyHeld: boolean): Promise<number> {
    const due = [...this.#frameCallbacks].filter(([, request]) => request.held || !onlyHeld);
    let ran = 0;
    for (const [id, { callback }] of due) {
      // An earlier callback of this frame may have cancelled it.
      if (!this.#frameCallbacks.delete(id)) continue;
      callAndReport(() => callback(this.#nowMs));
      await turn();
      ran += 1;
    }
    return ran;
  }

  #clampDelay(delayMs: number, nesting: number): number {
    const delay = Math.max(0, Math.trunc(delayMs) || 0);
    if (delay >= MIN_NESTED_DELAY_MS) return delay;
    if (nesting > MAX_FREE_NESTING) return MIN_NESTED_DELAY_MS;
    return this.#holding ? 0 : delay;
  }
}

/** Calls code of the page; what it throws arrives at `window.onerror` as if the browser had called it. */
export function callAndReport(run: () => void): void {
  try {
    run();
  } catch (error) {
    reportError(error);
  }
}

import { type Fps, frameTimeMs } from '../../contract/frame-time.js';
import type { LoadActivity } from './load-activity.js';
import { turn } from './real.js';
import type { VirtualClock } from './virtual-clock.js';

/** Real milliseconds without network before the held time goes on. */
const QUIET_MS = 50;
/** How far the held time goes while a page loads; a loop that never becomes ready must not run for ever. */
const MAX_LOAD_MS = 120_000;

/**
 * Lets a page run on that is loaded but says that it is not ready: `setTimeout(() => (window.__renderReady = true),
 * 500)`, or a first frame drawn in `requestAnimationFrame`. The clock's held time (see `VirtualClock`) goes on event by
 * event and stops with the event that made the page ready, so that every browser stops at the same one.
 */
export class LoadTime {
  readonly #clock: VirtualClock;
  readonly #activity: LoadActivity;
  readonly #frameMs: number;
  #running = false;

  constructor(clock: VirtualClock, activity: LoadActivity, fps: Fps) {
    this.#clock = clock;
    this.#activity = activity;
    this.#frameMs = frameTimeMs(1, fps);
  }

  /** Goes on until the page is ready, the network is in use again, or nothing is left to run. */
  async advance(isWaiting: () => boolean): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    await turn();
    while (
      isWaiting() &&
      this.#clock.isHolding &&
      this.#clock.heldMs < MAX_LOAD_MS &&
      this.#activity.quietForMs >= QUIET_MS
    ) {
      if (!(await this.#clock.stepHeld(this.#frameMs))) break;
    }
    this.#running = false;
  }
}

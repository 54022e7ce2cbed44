import { type BrowserWindow, powerSaveBlocker } from 'electron';
import type { Activity } from '../engine/engine-messages.js';

/** Electron's value for a bar without an amount. */
const INDETERMINATE = 2;
const NO_BAR = -1;

/** Shows the runs under way on the taskbar or the dock, and keeps the computer awake while there are any. */
export class ActivityDisplay {
  readonly #window: () => BrowserWindow | null;
  #activity: Activity = { runs: 0, share: null };
  #blockerId: number | null = null;

  constructor(window: () => BrowserWindow | null) {
    this.#window = window;
  }

  get isRendering(): boolean {
    return this.#activity.runs > 0;
  }

  show(activity: Activity): void {
    this.#activity = activity;
    this.#keepAwake(activity.runs > 0);
    this.refresh();
  }

  /** Draws the bar again, for a window that was opened during a run. */
  refresh(): void {
    const { runs, share } = this.#activity;
    this.#window()?.setProgressBar(runs === 0 ? NO_BAR : (share ?? INDETERMINATE));
  }

  #keepAwake(awake: boolean): void {
    if (awake && this.#blockerId === null) {
      this.#blockerId = powerSaveBlocker.start('prevent-app-suspension');
    }
    if (!awake && this.#blockerId !== null) {
      powerSaveBlocker.stop(this.#blockerId);
      this.#blockerId = null;
    }
  }
}

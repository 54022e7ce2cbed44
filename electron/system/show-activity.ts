import { app, type BrowserWindow, powerSaveBlocker } from 'electron';
import { type Activity, IDLE } from '../engine/engine-messages.js';

/** Electron's values for a bar without an amount, and for none. */
const INDETERMINATE = 2;
const NO_BAR = -1;

/** Shows the runs under way on the taskbar or the dock, and keeps the computer awake while there are any. */
export class ActivityDisplay {
  readonly #window: () => BrowserWindow | null;
  #activity: Activity = IDLE;
  #blockerId: number | null = null;

  constructor(window: () => BrowserWindow | null) {
    this.#window = window;
  }

  get isRendering(): boolean {
    return this.#activity.runs > 0;
  }

  show(activity: Activity): void {
    if (activity.failedChunks !== this.#activity.failedChunks) app.setBadgeCount(activity.failedChunks);
    this.#activity = activity;
    this.#keepAwake(activity.runs > 0);
    this.refresh();
  }

  /** Draws the bar again, for a window that was opened during a run. */
  refresh(): void {
    const { runs, share } = this.#activity;
    const amount = runs === 0 ? NO_BAR : (share ?? INDETERMINATE);
    this.#window()?.setProgressBar(amount, { mode: modeOf(this.#activity) });
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

/** The bar's colour and movement; only Windows has them. */
function modeOf({ runs, share, paused, failedChunks }: Activity): Electron.ProgressBarOptions['mode'] {
  if (runs === 0) return 'none';
  if (failedChunks > 0) return 'error';
  if (paused) return 'paused';
  return share === null ? 'indeterminate' : 'normal';
}

import type { BrowserWindow } from 'electron';

/** So many crashes within the time below are no accident, and reloading again would only blink. */
const MAX_CRASHES = 3;
const CRASH_WINDOW_MS = 60_000;

/**
 * Reloads a page whose process died; what it shows comes from the engine, so nothing is lost.
 * @param onGiveUp called when it keeps dying, with the reason of the last time.
 */
export function recoverPage(window: BrowserWindow, onGiveUp: (reason: string) => void, now = Date.now): void {
  let crashesAtMs: number[] = [];
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    crashesAtMs = [...crashesAtMs.filter((atMs) => now() - atMs < CRASH_WINDOW_MS), now()];
    if (crashesAtMs.length > MAX_CRASHES) onGiveUp(reason);
    else window.webContents.reload();
  });
}

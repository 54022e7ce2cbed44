import { readFileSync } from 'node:fs';
import type { BrowserWindow, Rectangle } from 'electron';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';

/** The interface's smallest size, in device-independent pixels. */
export const MIN_SIZE = { width: 960, height: 640 } as const;
const FIRST_SIZE = { width: 1440, height: 900 } as const;
/** So much of a window must lie on a screen for it to be found and dragged, in pixels. */
const REACHABLE_PX = 120;

const stateSchema = z.strictObject({
  bounds: z.strictObject({ x: z.int(), y: z.int(), width: z.int(), height: z.int() }),
  maximized: z.boolean(),
});
export type WindowState = z.infer<typeof stateSchema>;

/** The state that the last window was closed with; null for a first start or a file that cannot be read. */
export function readWindowState(file: string): WindowState | null {
  try {
    return stateSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

/** Keeps a window's place. Called while it closes, so it does not wait; a place that cannot be kept is no loss. */
export function saveWindowState(file: string, window: BrowserWindow): void {
  const state: WindowState = { bounds: window.getNormalBounds(), maximized: window.isMaximized() };
  try {
    writeFileAtomic.sync(file, `${JSON.stringify(state)}\n`);
  } catch {
    // The next start takes the default place.
  }
}

/**
 * Where a window opens: where it was, cut to its screen; the default size when its screen is gone.
 * @param workAreas of the screens, the main one first.
 */
export function placeWindow(
  state: WindowState | null,
  workAreas: readonly Rectangle[],
): Partial<Rectangle> & { readonly width: number; readonly height: number } {
  const screen = workAreas[0] ?? { x: 0, y: 0, ...FIRST_SIZE };
  const fit = (size: { readonly width: number; readonly height: number }, area: Rectangle) => ({
    width: Math.max(MIN_SIZE.width, Math.min(size.width, area.width)),
    height: Math.max(MIN_SIZE.height, Math.min(size.height, area.height)),
  });
  const home = state === null ? undefined : workAreas.find((area) => isReachable(state.bounds, area));
  if (state === null || home === undefined) return fit(state?.bounds ?? FIRST_SIZE, screen);
  return { x: state.bounds.x, y: Math.max(state.bounds.y, home.y), ...fit(state.bounds, home) };
}

function isReachable(bounds: Rectangle, area: Rectangle): boolean {
  const widthPx = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x);
  const titleBarOnScreen = bounds.y >= area.y - 1 && bounds.y <= area.y + area.height - REACHABLE_PX;
  return widthPx >= REACHABLE_PX && titleBarOnScreen;
}

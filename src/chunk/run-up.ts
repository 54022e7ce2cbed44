import type { CompositionPage } from '../browser/index.js';
import { RUN_UP_FRAMES } from '../contract/index.js';
import { throwIfAborted } from '../errors/index.js';

/**
 * Brings a page to where it would be if it had shown every frame before `frameIndex`: a layer that changes its scale keeps
 * the raster of the old one for a frame or two.
 */
export async function runUp(page: CompositionPage, frameIndex: number, signal?: AbortSignal): Promise<void> {
  for (let before = Math.max(0, frameIndex - RUN_UP_FRAMES); before < frameIndex; before++) {
    throwIfAborted(signal);
    await page.seek(before);
    await page.capture();
  }
}

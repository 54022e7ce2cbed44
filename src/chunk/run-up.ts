import type { CompositionPage } from '../browser/index.js';
import { throwIfAborted } from '../errors/index.js';

/**
 * Frames that are drawn before the first that counts. What the compositor shows of a layer depends on the scale at which
 * it drew it last, so the first frame of a fresh page differs from the same frame of a page that has shown the one
 * before. Measured with layers that change their scale: the memory is one frame deep; one more is margin.
 */
const RUN_UP_FRAMES = 2;

/** Brings a page to where it would be if it had shown every frame before `frameIndex`. */
export async function runUp(page: CompositionPage, frameIndex: number, signal?: AbortSignal): Promise<void> {
  for (let before = Math.max(0, frameIndex - RUN_UP_FRAMES); before < frameIndex; before++) {
    throwIfAborted(signal);
    await page.seek(before);
    await page.capture();
  }
}

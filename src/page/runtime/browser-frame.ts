import { FRAME_BINDING_NAME } from '../protocol.js';
import { real, realDelay } from './real.js';

/** A document that is not shown gets no frames; nothing waits for one longer than this, real milliseconds. */
const PATIENCE_MS = 2000;

const target = window as unknown as Record<string, unknown>;
const askForFrame = target[FRAME_BINDING_NAME] as ((payload: string) => void) | undefined;
delete target[FRAME_BINDING_NAME];

/**
 * Resolves when the browser has begun a frame: styles, layout and what only happens with frames (snapshots of view
 * transitions, paint records of elements). The page's clock stands. Where frames are issued from outside, one is asked
 * for; elsewhere they come by themselves.
 */
export function browserFrame(): Promise<void> {
  const begun = new Promise<void>((resolve) => {
    real.requestAnimationFrame(() => resolve());
  });
  askForFrame?.('');
  return Promise.race([begun, realDelay(PATIENCE_MS)]);
}

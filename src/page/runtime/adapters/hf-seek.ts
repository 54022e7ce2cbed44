import type { SeekAdapter } from './adapter.js';

/**
 * The event for canvas, WebGL and three.js pages. It bubbles from the document to the window, so that listeners on
 * either get it once.
 */
export const hfSeek: SeekAdapter = {
  name: 'hf-seek',
  whenPassing: false,
  seek(timeSec, context) {
    const detail = {
      time: timeSec,
      frame: context.frameIndex,
      fps: context.fps.num / context.fps.den,
      waitUntil: (promise: PromiseLike<unknown>) => context.waitUntil(promise),
    };
    document.dispatchEvent(new CustomEvent('hf-seek', { detail, bubbles: true }));
  },
};

import { browserFrame } from '../browser-frame.js';
import type { DomChanges } from '../dom-changes.js';
import type { SeekAdapter } from './adapter.js';

/**
 * Canvases that draw the elements inside them (`canvas[layoutsubtree]`). What `drawElementImage` and
 * `texElementImage2D` read is what the browser painted last, so a frame is painted before the page draws.
 */
export function createPageCanvases(changes: DomChanges): SeekAdapter {
  let version = -1;
  let hasCanvases = false;
  return {
    name: 'page-canvases',
    whenPassing: false,
    seek() {
      if (changes.version !== version) {
        version = changes.version;
        hasCanvases = document.querySelector('canvas[layoutsubtree]') !== null;
      }
      return hasCanvases ? browserFrame() : undefined;
    },
  };
}

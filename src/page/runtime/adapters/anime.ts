import type { SeekAdapter } from './adapter.js';
import { toList } from './page-list.js';

interface AnimeInstance {
  pause?(): unknown;
  /** Milliseconds. */
  seek(timeMs: number): unknown;
}

/** anime.js: the instances that a page puts into `window.__hfAnime`. */
export const anime: SeekAdapter = {
  name: 'anime',
  whenPassing: false,
  seek(timeSec) {
    for (const instance of toList<AnimeInstance>((window as { __hfAnime?: unknown }).__hfAnime)) {
      instance.pause?.();
      instance.seek(timeSec * 1000);
    }
  },
};

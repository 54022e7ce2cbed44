import type { Clips } from '../clips.js';
import type { Instances } from '../instances/instances.js';
import { localSec } from '../local-time.js';
import type { SeekAdapter } from './adapter.js';
import { type AnimeWindow, createAnimeRegistry, readRegistrations } from './anime-registry.js';
import { findComposition } from './gsap-timelines.js';

/**
 * anime.js: the instances in `window.__hfAnime` (one, a list, or by composition id), where
 * `hyperframesAnime.register(id, instance)` puts them too. Those with an id begin with their composition.
 */
export function createAnime(clips: Clips, instances: Instances): SeekAdapter {
  const target = window as AnimeWindow;
  target.hyperframesAnime ??= createAnimeRegistry(target);
  return {
    name: 'anime',
    whenPassing: false,
    seek(timeSec) {
      for (const { value, originSec, isPage } of instances.valuesOf('__hfAnime')) {
        for (const { id, instance } of readRegistrations(value)) {
          const host = isPage && id !== null ? findComposition(id) : null;
          const startSec = host === null ? originSec : clips.originSecOf(host);
          instance.pause?.();
          instance.seek(Math.max(0, localSec(timeSec, startSec)) * 1000);
        }
      }
    },
  };
}

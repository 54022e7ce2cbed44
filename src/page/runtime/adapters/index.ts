import type { Clips } from '../clips.js';
import type { DomChanges } from '../dom-changes.js';
import type { Instances } from '../instances/instances.js';
import type { ShadowRoots } from '../shadow-roots.js';
import type { SeekAdapter } from './adapter.js';
import { createAnime } from './anime.js';
import { createClipVisibility } from './clip-visibility.js';
import { createGsap } from './gsap.js';
import { hfSeek } from './hf-seek.js';
import { createLottie } from './lottie.js';
import { createOwnHf } from './own-hf.js';
import { createPageCanvases } from './page-canvases.js';
import { createRenderCallbacks } from './render-callbacks.js';
import { createSmil } from './smil.js';
import type { WebAnimations } from './web-animations.js';

/** Every adapter in the order in which a seek runs them: what draws from the state of others comes after them. */
export function createAdapters(
  clips: Clips,
  changes: DomChanges,
  shadowRoots: ShadowRoots,
  instances: Instances,
  webAnimations: WebAnimations,
  media: SeekAdapter | null,
): readonly SeekAdapter[] {
  return [
    createClipVisibility(clips),
    ...(media === null ? [] : [media]),
    webAnimations,
    createSmil(changes, shadowRoots),
    createAnime(clips, instances),
    createLottie(instances),
    createGsap(clips),
    createPageCanvases(changes),
    createOwnHf(instances),
    createRenderCallbacks(instances),
    hfSeek,
  ];
}

import type { DomChanges } from '../dom-changes.js';
import { localSec } from '../local-time.js';
import type { ShadowRoots } from '../shadow-roots.js';
import type { SeekAdapter } from './adapter.js';

const ANIMATED = 'animate, animateTransform, animateMotion, set';

/** SVG's own animation elements, those in shadow roots included. */
export function createSmil(changes: DomChanges, shadowRoots: ShadowRoots): SeekAdapter {
  let version = -1;
  let images: SVGSVGElement[] = [];
  return {
    name: 'smil',
    whenPassing: false,
    seek(timeSec, context) {
      if (changes.version !== version) {
        version = changes.version;
        const trees = [document, ...shadowRoots.connected()];
        const animated = trees.flatMap((tree) => [...tree.querySelectorAll(ANIMATED)]);
        images = [...new Set(animated.flatMap((element) => outermost(element) ?? []))];
      }
      for (const image of images) {
        image.pauseAnimations();
        image.setCurrentTime(Math.max(0, localSec(timeSec, context.clipStartSec(image))));
      }
    },
  };
}

/** The outermost `<svg>` has the clock. */
function outermost(element: Element): SVGSVGElement | null {
  let found: SVGSVGElement | null = null;
  for (let node: Element | null = element; node !== null; node = node.parentElement) {
    if (node instanceof SVGSVGElement) found = node;
  }
  return found;
}

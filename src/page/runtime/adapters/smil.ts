import type { DomChanges } from '../dom-changes.js';
import type { SeekAdapter } from './adapter.js';

/** SVG's own animation elements. */
export function createSmil(changes: DomChanges): SeekAdapter {
  let version = -1;
  let images: SVGSVGElement[] = [];
  return {
    name: 'smil',
    whenPassing: false,
    seek(timeSec, context) {
      if (changes.version !== version) {
        version = changes.version;
        const animated = document.querySelectorAll('animate, animateTransform, animateMotion, set');
        images = [...new Set([...animated].flatMap((element) => outermost(element) ?? []))];
      }
      for (const image of images) {
        image.pauseAnimations();
        image.setCurrentTime(Math.max(0, timeSec - context.clipStartSec(image)));
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

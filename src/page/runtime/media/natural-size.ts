import { LayerSheet } from './layer-sheet.js';
import type { MediaElements, MediaState } from './media-elements.js';

const SIZE_ATTRIBUTE = 'data-framelane-natural-size';

/**
 * Gives each `<video>` the size that its file would give it, where the page does not say otherwise: the browser has not
 * loaded the file, and the frames that stand in for it may be smaller. Controls are never drawn.
 */
export class NaturalSizes {
  readonly #sheet = new LayerSheet('framelane-media');
  readonly #elements: MediaElements;

  constructor(elements: MediaElements) {
    this.#elements = elements;
    this.#sheet.add('video::-webkit-media-controls { display: none !important; }');
  }

  apply(state: MediaState): void {
    const { element } = state;
    if (!(element instanceof HTMLVideoElement)) return;
    const source = this.#elements.sourceOf(state);
    if (source === null || source.kind !== 'video') return;
    const { widthPx, heightPx } = source;
    const size = `${widthPx}x${heightPx}`;
    if (element.getAttribute(SIZE_ATTRIBUTE) !== size) {
      element.setAttribute(SIZE_ATTRIBUTE, size);
      this.#sheet.add(
        `[${SIZE_ATTRIBUTE}="${size}"] { contain: size; contain-intrinsic-size: ${widthPx}px ${heightPx}px; aspect-ratio: auto ${widthPx} / ${heightPx}; }`,
      );
    }
    const root = element.getRootNode();
    if (root instanceof Document || root instanceof ShadowRoot) this.#sheet.adopt(root);
  }
}

import type { MediaElements, MediaState } from './media-elements.js';

/**
 * `data-volume` as the element's volume: where it begins, and again whenever it changes. What a timeline makes of
 * `element.volume` in between is left alone.
 */
export class VolumeAttributes {
  readonly #elements: MediaElements;
  readonly #taken = new WeakMap<MediaState, string>();

  constructor(elements: MediaElements) {
    this.#elements = elements;
  }

  apply(): void {
    for (const state of this.#elements.current()) {
      const { element } = state;
      const text = element.getAttribute('data-volume');
      if (text === null || this.#taken.get(state) === text || !(element instanceof HTMLMediaElement))
        continue;
      this.#taken.set(state, text);
      const volume = Number(text);
      if (Number.isFinite(volume)) element.volume = Math.min(1, Math.max(0, volume));
    }
  }
}

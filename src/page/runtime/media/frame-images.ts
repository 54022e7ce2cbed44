/** A frame on its way into memory, or there. */
interface LoadingImage {
  readonly image: HTMLImageElement;
  readonly ready: Promise<void>;
  usedAt: number;
}

/** Seeks after which a frame that nobody asked for is let go. */
const KEPT_FOR_SEEKS = 2;

/** The extracted frames that are shown now or soon. Memory stays flat: what is not asked for any more is let go. */
export class FrameImages {
  readonly #images = new Map<string, LoadingImage>();
  #seeks = 0;

  /** Begins to load a frame, or finds it loaded. Rejects when there is no such file. */
  load(url: string): { readonly image: HTMLImageElement; readonly ready: Promise<void> } {
    const known = this.#images.get(url);
    if (known !== undefined) {
      known.usedAt = this.#seeks;
      return known;
    }
    const image = document.createElement('img');
    image.decoding = 'sync';
    // Not `src`, whose setter counts as a request of the page.
    image.setAttribute('src', url);
    const loading: LoadingImage = { image, ready: image.decode(), usedAt: this.#seeks };
    // Somebody who only loads ahead does not wait; whoever needs it gets the rejection.
    loading.ready.catch(() => undefined);
    this.#images.set(url, loading);
    return loading;
  }

  /** Called once per seek. */
  letGo(): void {
    this.#seeks += 1;
    for (const [url, { usedAt }] of this.#images) {
      if (this.#seeks - usedAt > KEPT_FOR_SEEKS) this.#images.delete(url);
    }
  }
}

const WATCHING = {
  subtree: true,
  childList: true,
  attributeFilter: [
    'id',
    'data-start',
    'data-duration',
    'data-end',
    'data-playback-start',
    'data-hidden',
    'data-track-index',
    'data-composition-id',
  ],
};

/** Says whether elements or their places on the timeline have changed, so that lists made from the DOM can be kept. */
export class DomChanges {
  #version = 0;
  #observed: Document | null = null;
  readonly #observer = new MutationObserver(() => {
    this.#version += 1;
  });

  /** Changes in a shadow root count too. */
  watch(root: ShadowRoot): void {
    this.#observer.observe(root, WATCHING);
    this.#version += 1;
  }

  /** A number that grows with every change; asking it is cheap. */
  get version(): number {
    // The window of an iframe can get another document after its empty first one.
    if (this.#observed !== document) {
      this.#observer.disconnect();
      this.#observer.observe(document, WATCHING);
      this.#observed = document;
      this.#version += 1;
    }
    if (this.#observer.takeRecords().length > 0) this.#version += 1;
    return this.#version;
  }
}

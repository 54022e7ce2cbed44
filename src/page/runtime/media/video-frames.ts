import type { PageVideo } from '../../protocol.js';
import type { SeekAdapter, SeekContext } from '../adapters/adapter.js';
import type { PageErrors } from '../page-errors.js';
import { callAndReport } from '../virtual-clock.js';
import { type FrameImages, urlOf } from './frame-images.js';
import type { MediaElements, MediaState } from './media-elements.js';
import type { NaturalSizes } from './natural-size.js';
import type { VideoCallbacks } from './video-callbacks.js';

/** Frames that are loaded while the one before is being captured. */
const LOADED_AHEAD = 2;

/**
 * Puts the extracted frame into each `<video>` and moving `<img>`. A video shows it as its poster: the browser then lays
 * out, fits, clips, transforms and filters it as it would the film itself.
 */
export class VideoFrames implements SeekAdapter {
  readonly name = 'media';
  readonly whenPassing = false;
  readonly waitsForFiles = true;
  readonly #elements: MediaElements;
  readonly #sizes: NaturalSizes;
  readonly #callbacks: VideoCallbacks;
  readonly #errors: PageErrors;
  readonly #videos: ReadonlyMap<string, PageVideo> | null;
  readonly #images: FrameImages;
  readonly #shown = new WeakMap<Element, HTMLImageElement>();

  constructor(
    elements: MediaElements,
    sizes: NaturalSizes,
    callbacks: VideoCallbacks,
    errors: PageErrors,
    images: FrameImages,
    videos: readonly PageVideo[] | null,
  ) {
    this.#elements = elements;
    this.#sizes = sizes;
    this.#callbacks = callbacks;
    this.#errors = errors;
    this.#images = images;
    this.#videos = videos && new Map(videos.map((video) => [video.id, video]));
  }

  /** Whether an element has frames; before films are extracted, every one may get some. */
  areFor({ id }: MediaState): boolean {
    return this.#videos === null || this.#videos.has(id);
  }

  /** The frame that an element shows now; null for none. */
  imageOf(element: Element): HTMLImageElement | null {
    return this.#shown.get(element) ?? null;
  }

  async seek(timeSec: number, { frameIndex }: SeekContext): Promise<void> {
    this.#images.letGo();
    const states = this.#elements.current();
    await Promise.all(states.map((state) => this.#show(state, frameIndex)));
    for (const state of states) this.#tell(state, timeSec);
  }

  async #show(state: MediaState, frameIndex: number): Promise<void> {
    this.#sizes.apply(state);
    const video = this.#videos?.get(state.id);
    if (video === undefined) return;
    const shown = this.#images.load(video, frameIndex);
    if (shown === null) return;
    let address: string;
    try {
      address = await shown.ready;
    } catch {
      this.#errors.addResource(`A frame of ${state.id}`, urlOf(video, frameIndex));
      return;
    }
    for (let ahead = 1; ahead <= LOADED_AHEAD; ahead++) this.#images.load(video, frameIndex + ahead);
    this.#shown.set(state.element, shown.image);
    put(state, this.#elements, address);
  }

  #tell(state: MediaState, timeSec: number): void {
    const { element } = state;
    if (!(element instanceof HTMLMediaElement) || !this.#elements.isActive(state, timeSec)) return;
    const source = this.#elements.sourceOf(state);
    if (source === null) return;
    callAndReport(() => element.dispatchEvent(new Event('timeupdate')));
    if (element instanceof HTMLVideoElement) {
      this.#callbacks.call(element, this.#elements.currentSecOf(state, timeSec), source);
    }
  }
}

function put(state: MediaState, elements: MediaElements, url: string): void {
  const { element } = state;
  if (element instanceof HTMLVideoElement) {
    if (element.getAttribute('poster') !== url) element.setAttribute('poster', url);
    return;
  }
  if (!(element instanceof HTMLImageElement)) return;
  const pageUrl = elements.urlOf(state);
  if (element.getAttribute('src') === url) return;
  // A choice among several sizes would go before `src`.
  for (const chooser of [element, ...pictureSources(element)]) chooser.removeAttribute('srcset');
  state.pageUrl = pageUrl;
  state.ownUrl = url;
  element.setAttribute('src', url);
}

function pictureSources(element: HTMLImageElement): Iterable<Element> {
  const { parentElement } = element;
  return parentElement instanceof HTMLPictureElement ? parentElement.querySelectorAll('source') : [];
}

import type { MediaSample } from '../../protocol.js';
import { describeElement } from '../describe-element.js';
import { loops, type MediaElements, type MediaState } from './media-elements.js';

/** Values of `object-fit` that draw the film in its own size. */
const FITS_AS_IT_IS = ['none', 'scale-down'];

interface Watched {
  readonly state: MediaState;
  readonly frames: [number, number, number][];
  scale: number;
  needsSourceSize: boolean;
}

/** Notes what the media elements do, frame by frame. */
export class MediaWatch {
  readonly #elements: MediaElements;
  readonly #watched = new Map<MediaState, Watched>();

  constructor(elements: MediaElements) {
    this.#elements = elements;
  }

  /** After a seek: what each element shows and how loud it is. */
  note(frameIndex: number, timeSec: number): void {
    for (const state of this.#elements.current()) {
      if (!this.#elements.isActive(state, timeSec)) continue;
      const entry = this.#watched.get(state) ?? { state, frames: [], scale: 0, needsSourceSize: false };
      this.#watched.set(state, entry);
      entry.frames.push([frameIndex, this.#elements.positionSecOf(state, timeSec), volumeOf(state)]);
      this.#noteSize(entry);
    }
  }

  /** Everything since the last call. */
  take(): MediaSample[] {
    const samples = [...this.#watched.values()].flatMap((entry) => this.#toSample(entry) ?? []);
    this.#watched.clear();
    return samples;
  }

  #noteSize(entry: Watched): void {
    const { state } = entry;
    const { element } = state;
    if (element instanceof HTMLAudioElement) return;
    entry.needsSourceSize ||= state.isRead || element instanceof HTMLImageElement || !element.isConnected;
    const source = this.#elements.sourceOf(state);
    if (source === null || entry.needsSourceSize) return;
    const style = getComputedStyle(element);
    if (FITS_AS_IT_IS.includes(style.objectFit)) entry.needsSourceSize = true;
    else entry.scale = Math.max(entry.scale, scaleOf(element as HTMLElement, style.objectFit, source));
  }

  #toSample({ state, frames, scale, needsSourceSize }: Watched): MediaSample | null {
    const { element } = state;
    const window = this.#elements.windowOf(state);
    const url = this.#elements.urlOf(state);
    if (window === null || url === '') return null;
    return {
      id: state.id,
      tag: element.localName as MediaSample['tag'],
      where: describeElement(element),
      path: this.#elements.pathOf(state),
      url: url.slice(0, 300),
      ...this.#elements.placeOf(state),
      loop: loops(state),
      windowStartSec: window.startSec,
      windowEndSec: window.endSec,
      isHeard: isHeard(element),
      frames,
      scale,
      needsSourceSize,
    };
  }
}

/** A film is heard only when it says so: most have their sound in an `<audio>` beside them. */
function isHeard(element: Element): boolean {
  if (element instanceof HTMLAudioElement) return element.isConnected;
  const says = element.getAttribute('data-has-audio');
  return element instanceof HTMLVideoElement && says !== null && says !== 'false';
}

function volumeOf({ element }: MediaState): number {
  if (!(element instanceof HTMLMediaElement)) return 0;
  return element.muted ? 0 : element.volume;
}

/** CSS pixels of the screen per pixel of the source, with all transforms; the larger of both directions. */
function scaleOf(
  element: HTMLElement,
  fit: string,
  { widthPx, heightPx }: { readonly widthPx: number; readonly heightPx: number },
): number {
  const { clientWidth, clientHeight, offsetWidth, offsetHeight } = element;
  if (clientWidth === 0 || clientHeight === 0 || widthPx === 0 || heightPx === 0) return 0;
  const sides = [clientWidth / widthPx, clientHeight / heightPx];
  const fitted = fit === 'contain' ? Math.min(...sides) : Math.max(...sides);
  const box = element.getBoundingClientRect();
  return fitted * Math.max(box.width / offsetWidth, box.height / offsetHeight);
}

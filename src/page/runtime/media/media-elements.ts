import { heldPositionSec, type MediaPlace, mediaPositionSec } from '../../../contract/media-time.js';
import type { MediaSourceJson } from '../../../contract/plan-files.js';
import { INSTANCE_ATTRIBUTE } from '../../instance-marks.js';
import type { PageMedia } from '../../protocol.js';
import { type Clips, isShown } from '../clips.js';
import type { DomChanges } from '../dom-changes.js';
import type { ShadowRoots } from '../shadow-roots.js';

/** Elements whose pictures or sounds come from a media file. */
export type MediaTarget = HTMLMediaElement | HTMLImageElement;

/** What is known about one of them. */
export interface MediaState {
  readonly element: MediaTarget;
  /** Unique in the page, the same in every browser that loads it. */
  readonly id: string;
  /** Media time that a script has set; null: the timeline decides. */
  manualSec: number | null;
  /** Address that was put in place of an image's own; null: its own is there. */
  ownUrl: string | null;
  /** The address that the page gave it, kept while another is in place. */
  pageUrl: string;
  /** A script has read its pixels. */
  isRead: boolean;
  /** A script has called `play()` or `pause()`; null: neither. */
  playing: boolean | null;
}

/** Every media element of the page, found in the document and its shadow roots or met when a script uses it. */
export class MediaElements {
  readonly #media: PageMedia;
  readonly #clips: Clips;
  readonly #changes: DomChanges;
  readonly #shadowRoots: ShadowRoots;
  readonly #states = new WeakMap<MediaTarget, MediaState>();
  readonly #ids = new Set<string>();
  /** Those that were never in the document: textures of WebGL pages. */
  readonly #loose = new Set<MediaTarget>();
  #version = -1;
  #found: readonly MediaState[] = [];
  /** Told of each element once. */
  onAdopt: (state: MediaState) => void = () => undefined;

  constructor(media: PageMedia, clips: Clips, changes: DomChanges, shadowRoots: ShadowRoots) {
    this.#media = media;
    this.#clips = clips;
    this.#changes = changes;
    this.#shadowRoots = shadowRoots;
  }

  /** Those that the page has now, in document order, then those that are in no document. */
  current(): readonly MediaState[] {
    const { version } = this.#changes;
    if (version === this.#version) return this.#withLoose();
    this.#version = version;
    this.#found = [document, ...this.#shadowRoots.connected()].flatMap((root) =>
      [...root.querySelectorAll<MediaTarget>('video, audio, img')].flatMap((element) => {
        if (element instanceof HTMLImageElement && !this.#isAnimated(element)) return [];
        this.#loose.delete(element);
        return [this.adopt(element)];
      }),
    );
    return this.#withLoose();
  }

  /** Takes note of an element that a script uses, in the document or not. */
  use(element: HTMLMediaElement): MediaState {
    if (!element.isConnected && element instanceof HTMLVideoElement) this.#loose.add(element);
    return this.adopt(element);
  }

  adopt(element: MediaTarget): MediaState {
    const known = this.#states.get(element);
    if (known !== undefined) return known;
    const state: MediaState = {
      element,
      id: this.#nameOf(element),
      manualSec: null,
      ownUrl: null,
      pageUrl: '',
      isRead: false,
      playing: null,
    };
    this.#states.set(element, state);
    this.onAdopt(state);
    return state;
  }

  /** Absolute address of its file; empty without one. */
  urlOf(state: MediaState): string {
    const { element } = state;
    const holder =
      element instanceof HTMLMediaElement && !element.hasAttribute('src')
        ? this.#chooseSource(element)
        : element;
    const written = holder?.getAttribute('src') ?? '';
    if (written === '') return '';
    if (state.ownUrl !== null && written === state.ownUrl) return state.pageUrl;
    return toAbsolute(written);
  }

  /** Its file, relative to the composition's folder; null when it is not one of them. */
  pathOf(state: MediaState): string | null {
    return this.#toPath(this.urlOf(state));
  }

  sourceOf(state: MediaState): MediaSourceJson | null {
    const path = this.pathOf(state);
    return path === null ? null : (this.#media.sources[path] ?? null);
  }

  placeOf({ element }: MediaState): MediaPlace {
    const number = (names: readonly string[], otherwise: number) => {
      const text = names.map((name) => element.getAttribute(name)).find((value) => value !== null);
      const value = text == null || text.trim() === '' ? Number.NaN : Number(text);
      return Number.isFinite(value) ? value : otherwise;
    };
    return {
      startSec: element.isConnected ? this.#clips.startSecOf(element) : 0,
      mediaStartSec: number(['data-media-start', 'data-playback-start'], 0),
      playbackRate: number(['data-playback-rate'], 1),
    };
  }

  /** Media time at a moment of the composition, as if the file had no end. */
  positionSecOf(state: MediaState, timeSec: number): number {
    return state.manualSec ?? mediaPositionSec(this.placeOf(state), timeSec);
  }

  /** The same within the file, as `currentTime` tells it. */
  currentSecOf(state: MediaState, timeSec: number): number {
    const durationSec = this.sourceOf(state)?.durationSec ?? Number.POSITIVE_INFINITY;
    return heldPositionSec(this.positionSecOf(state, timeSec), durationSec, loops(state));
  }

  /** When it takes part: from the latest start of the clips around it to their earliest end; null with `data-hidden`. */
  windowOf({ element }: MediaState): { startSec: number; endSec: number | null } | null {
    let startSec = 0;
    let endSec = Number.POSITIVE_INFINITY;
    if (element.isConnected) {
      for (const clip of this.#clips.around(element)) {
        if (clip.hidden) return null;
        startSec = Math.max(startSec, clip.startSec);
        endSec = Math.min(endSec, clip.endSec ?? Number.POSITIVE_INFINITY);
      }
    }
    return { startSec, endSec: endSec === Number.POSITIVE_INFINITY ? null : endSec };
  }

  /** Whether every clip that it is or lies in is being shown. */
  isActive({ element }: MediaState, timeSec: number): boolean {
    if (!element.isConnected) return true;
    for (const clip of this.#clips.around(element)) if (!isShown(clip, timeSec)) return false;
    return true;
  }

  /** @param url absolute. */
  isAnimatedImage(url: string): boolean {
    const path = this.#toPath(url);
    return path !== null && this.#media.sources[path]?.kind === 'animated-image';
  }

  #withLoose(): readonly MediaState[] {
    if (this.#loose.size === 0) return this.#found;
    return [...this.#found, ...[...this.#loose].map((element) => this.adopt(element))];
  }

  #isAnimated(element: HTMLImageElement): boolean {
    if (this.#states.has(element)) return true;
    const written = element.getAttribute('src') ?? '';
    return written !== '' && this.isAnimatedImage(toAbsolute(written));
  }

  /** The first `<source>` whose file is there and can be read. */
  #chooseSource(element: HTMLMediaElement): Element | null {
    const sources = [...element.querySelectorAll('source[src]')];
    const readable = sources.find((source) => {
      const path = this.#toPath(toAbsolute(source.getAttribute('src') ?? ''));
      return path !== null && this.#media.sources[path] !== undefined;
    });
    return readable ?? sources[0] ?? null;
  }

  #toPath(url: string): string | null {
    if (!url.startsWith(this.#media.baseUrl)) return null;
    const path = url.slice(this.#media.baseUrl.length).replace(/[?#].*$/s, '');
    try {
      return decodeURIComponent(path);
    } catch {
      return path;
    }
  }

  /**
   * Its id, behind that of its instance, where no other has it, else a number behind it. Documents in iframes have their
   * path before it; a composition on a stage, which is its own `parent`, does not.
   */
  #nameOf(element: MediaTarget): string {
    const document = window.parent === window ? '' : `${this.#toPath(window.location.href) ?? 'frame'}-`;
    const instance = element.closest(`[${INSTANCE_ATTRIBUTE}]`)?.getAttribute(INSTANCE_ATTRIBUTE) ?? '';
    const own = element.id === '' ? element.localName : element.id;
    const base = `${document}${instance === '' ? '' : `${instance}-`}${own}`.replaceAll(/[^\w-]+/g, '-');
    let name = base;
    for (let number = 2; this.#ids.has(name); number += 1) name = `${base}-${number}`;
    this.#ids.add(name);
    return name;
  }
}

export function loops({ element }: MediaState): boolean {
  return element.hasAttribute('loop');
}

function toAbsolute(url: string): string {
  try {
    return new URL(url, document.baseURI).href;
  } catch {
    return url;
  }
}

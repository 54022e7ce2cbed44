import type { AnimatedSvg } from './animated-svg.js';
import { describeElement } from './describe-element.js';
import type { DomChanges } from './dom-changes.js';
import type { MediaRuntime } from './media/media-runtime.js';
import type { PageErrors } from './page-errors.js';

const PROPERTIES = ['background-image', 'mask-image', 'border-image-source', 'list-style-image', 'content'];
const PSEUDO_ELEMENTS = [null, '::before', '::after'];
/** Pages larger than this are not searched to the end: the search is part of every chunk's start. */
const MAX_ELEMENTS = 2000;

/**
 * Images that are no `<img>`: CSS backgrounds and masks, `<image>` in SVG, posters. Each is loaded once more into an
 * element of our own (from the cache), which tells when it is there, and keeps it in memory for elements that show it
 * later.
 */
export class CssImages {
  readonly #changes: DomChanges;
  readonly #errors: PageErrors;
  readonly #animatedSvg: AnimatedSvg;
  readonly #media: MediaRuntime | null;
  readonly #images = new Map<
    string,
    { readonly image: HTMLImageElement; readonly what: string; done: boolean }
  >();
  #version = -1;

  /** @param media null: the page has none. */
  constructor(changes: DomChanges, errors: PageErrors, animatedSvg: AnimatedSvg, media: MediaRuntime | null) {
    this.#media = media;
    this.#changes = changes;
    this.#errors = errors;
    this.#animatedSvg = animatedSvg;
  }

  /** Names those that are still loading; searches the document again when it has changed. */
  loading(): string[] {
    if (this.#version !== this.#changes.version) {
      this.#version = this.#changes.version;
      this.#search();
    }
    return [...this.#images.values()].filter(({ done }) => !done).map(({ what }) => what);
  }

  #search(): void {
    let left = MAX_ELEMENTS;
    for (const element of document.body?.querySelectorAll('*') ?? []) {
      if (left-- === 0) return;
      for (const url of urlsOf(element)) this.#load(url, describeElement(element));
    }
    for (const element of [document.documentElement, document.body]) {
      for (const url of urlsOf(element)) this.#load(url, describeElement(element));
    }
  }

  #load(url: string, what: string): void {
    if (this.#images.has(url)) return;
    this.#animatedSvg.check(url, what);
    if (this.#media?.isAnimatedImage(url) === true) {
      this.#errors.addRefusal(
        `${what} shows ${url.split('/').at(-1)}, an image that moves, by CSS or in an SVG, where it cannot be sought.`,
        'Show it in an <img>: there it is brought to each frame.',
      );
    }
    const image = new Image();
    const entry = { image, what: `${what} (${url.slice(0, 200)})`, done: false };
    this.#images.set(url, entry);
    image.addEventListener('load', () => {
      entry.done = true;
    });
    image.addEventListener('error', () => {
      entry.done = true;
      this.#errors.addResource(what, url);
    });
    // Not `src`, whose setter belongs to the page's own requests.
    image.setAttribute('src', url);
  }
}

function* urlsOf(element: Element): Iterable<string> {
  if (element instanceof SVGImageElement) yield new URL(element.href.baseVal, document.baseURI).href;
  if (element instanceof HTMLVideoElement && element.poster !== '') yield element.poster;
  for (const pseudo of PSEUDO_ELEMENTS) {
    const style = getComputedStyle(element, pseudo);
    for (const property of PROPERTIES) {
      const value = style.getPropertyValue(property);
      if (!value.includes('url(')) continue;
      // Computed values are absolute URLs in double quotes.
      for (const [, url] of value.matchAll(/url\("((?:[^"\\]|\\.)*)"\)/g)) {
        if (url !== undefined && !url.startsWith('#')) yield url.replace(/\\(.)/g, '$1');
      }
    }
  }
}

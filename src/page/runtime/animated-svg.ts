import type { PageErrors } from './page-errors.js';

const FIX = 'Put the SVG into the document, or into an iframe: there it is brought to each frame.';
/** SMIL elements and CSS animations; scripts do not run in images. */
const ANIMATION = /<(?:animate|animateTransform|animateMotion|set)\b|@keyframes\b/i;
const SVG_URL = /^data:image\/svg\+xml|^(?:https?|blob):[^?#]*\.svg(?:[?#]|$)/i;

/** Refuses SVG images that move by themselves: as an image, nobody can stop or seek them. */
export class AnimatedSvg {
  readonly #errors: PageErrors;
  readonly #fetch = window.fetch.bind(window);
  readonly #known = new Set<string>();
  readonly #loading = new Map<string, string>();

  constructor(errors: PageErrors) {
    this.#errors = errors;
  }

  /** Names the images that are still being looked into. */
  get loading(): readonly string[] {
    return [...this.#loading.values()];
  }

  /** @param what the element that shows the image, for the message. */
  check(url: string, what: string): void {
    if (this.#known.has(url) || !SVG_URL.test(url)) return;
    this.#known.add(url);
    const name = url.startsWith('data:') ? 'data:image/svg+xml' : (url.split('/').at(-1) ?? url);
    this.#loading.set(url, `${what} (${name})`);
    this.#fetch(url)
      .then((response) => response.text())
      .then((text) => {
        if (ANIMATION.test(text)) {
          const message = `${what} shows ${name}, an SVG that animates itself, as an image, which cannot be sought.`;
          this.#errors.addRefusal(message, FIX);
        }
      })
      // A file that is not there is reported by the element that shows it.
      .catch(() => undefined)
      .finally(() => this.#loading.delete(url));
  }
}

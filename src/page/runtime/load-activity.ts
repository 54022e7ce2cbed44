import type { PageErrors } from './page-errors.js';
import { real } from './real.js';
import { replace } from './replace.js';

/** A page that got an answer needs a moment to use it (parse JSON, decode a texture); real milliseconds. */
const SETTLE_MS = 50;

/** Knows what scripts have asked the network for: `fetch`, `XMLHttpRequest`, images outside the document. */
export class LoadActivity {
  readonly #underWay = new Map<object, string>();
  readonly #errors: PageErrors;
  #lastEndMs: number | null = null;

  constructor(errors: PageErrors) {
    this.#errors = errors;
  }

  /** What is under way, as a person would name it; something is, too, for a moment after the last answer. */
  get requests(): readonly string[] {
    if (this.#underWay.size > 0) return [...this.#underWay.values()];
    return this.quietForMs < SETTLE_MS ? ['the script that waits for the last request'] : [];
  }

  /** Real milliseconds since the last answer; infinite when nothing was ever asked for. */
  get quietForMs(): number {
    if (this.#underWay.size > 0) return 0;
    return this.#lastEndMs === null ? Number.POSITIVE_INFINITY : real.now() - this.#lastEndMs;
  }

  install(): void {
    this.#watchFetch();
    this.#watchXhr();
    this.#watchImages();
  }

  #begin(key: object, what: string): void {
    this.#underWay.set(key, what);
  }

  #end(key: object): void {
    if (this.#underWay.delete(key)) this.#lastEndMs = real.now();
  }

  #watchFetch(): void {
    const realFetch = window.fetch.bind(window);
    replace(window, {
      fetch: (...args: Parameters<typeof fetch>) => {
        const key = {};
        const [input] = args;
        const answer = realFetch(...args);
        this.#begin(key, `fetch of ${input instanceof Request ? input.url : String(input)}`);
        const end = () => this.#end(key);
        answer.then(end, end);
        return answer;
      },
    });
  }

  #watchXhr(): void {
    const { open, send } = XMLHttpRequest.prototype;
    const urls = new WeakMap<XMLHttpRequest, string>();
    const watch = (request: XMLHttpRequest) => {
      request.addEventListener('loadend', () => this.#end(request), { once: true });
      this.#begin(request, `request of ${urls.get(request) ?? ''}`);
    };
    replace(XMLHttpRequest.prototype, {
      open(this: XMLHttpRequest, ...args: unknown[]) {
        urls.set(this, String(args[1]));
        return Reflect.apply(open, this, args);
      },
      send(this: XMLHttpRequest, ...args: unknown[]) {
        watch(this);
        return Reflect.apply(send, this, args);
      },
    });
  }

  /** Textures and images for a canvas are often never put into the document. */
  #watchImages(): void {
    const { prototype } = HTMLImageElement;
    const source = Object.getOwnPropertyDescriptor(prototype, 'src');
    if (source?.set === undefined) return;
    const setSource = source.set;
    const watch = (image: HTMLImageElement) => this.#watchImage(image);
    Object.defineProperty(prototype, 'src', {
      ...source,
      set(this: HTMLImageElement, value: string) {
        setSource.call(this, value);
        watch(this);
      },
    });
  }

  #watchImage(image: HTMLImageElement): void {
    // Drawn at once and whole: an image that is decoded later would be missing from a captured frame.
    image.decoding = 'sync';
    if (image.complete) return;
    this.#begin(image, `image ${image.src}`);
    const options = { once: true };
    image.addEventListener('load', () => this.#end(image), options);
    image.addEventListener(
      'error',
      () => {
        this.#end(image);
        if (!image.isConnected) this.#errors.addResource('An image of a script', image.src);
      },
      options,
    );
  }
}

import { replace } from '../replace.js';
import type { MediaElements } from './media-elements.js';
import type { VideoFrames } from './video-frames.js';

type Method = (...args: unknown[]) => unknown;

/** Functions that read pixels of an element, by the object that has them. */
const READERS: readonly (readonly [string, readonly string[]])[] = [
  ['CanvasRenderingContext2D', ['drawImage', 'createPattern']],
  ['OffscreenCanvasRenderingContext2D', ['drawImage', 'createPattern']],
  ['WebGLRenderingContext', ['texImage2D', 'texSubImage2D']],
  ['WebGL2RenderingContext', ['texImage2D', 'texSubImage2D', 'texImage3D', 'texSubImage3D']],
];

/**
 * Gives whoever reads pixels of a `<video>` the frame that it shows, as large as the film: 2D canvases, WebGL textures,
 * image bitmaps, `VideoFrame`.
 */
export function installCanvasReads(elements: MediaElements, frames: VideoFrames): void {
  const pictures = new Pictures(elements, frames);
  const withPictures = (args: unknown[]) =>
    args.map((value) => (value instanceof HTMLVideoElement ? pictures.of(value) : value));
  for (const [owner, names] of READERS) {
    const { prototype } =
      (window as unknown as Record<string, { prototype: object } | undefined>)[owner] ?? {};
    if (prototype === undefined) continue;
    for (const name of names) wrap(prototype, name, withPictures);
  }
  wrap(window, 'createImageBitmap', withPictures);
  const native = window.VideoFrame;
  if (native === undefined) return;
  const proxy = new Proxy(native, {
    construct(target, [source, init, ...rest]: unknown[], newTarget) {
      const isVideo = source instanceof HTMLVideoElement;
      const options = isVideo
        ? { timestamp: Math.round(source.currentTime * 1e6), ...(init as object) }
        : init;
      return Reflect.construct(target, [...withPictures([source]), options, ...rest], newTarget);
    },
  });
  replace(window, { VideoFrame: proxy });
}

function wrap(owner: object, name: string, convert: (args: unknown[]) => unknown[]): void {
  const native = (owner as Record<string, Method | undefined>)[name];
  if (native === undefined) return;
  replace(owner, {
    [name](this: unknown, ...args: unknown[]): unknown {
      return Reflect.apply(native, this ?? window, convert(args));
    },
  });
}

/** Pictures of videos in the size that scripts expect. */
class Pictures {
  readonly #elements: MediaElements;
  readonly #frames: VideoFrames;
  readonly #canvases = new WeakMap<HTMLVideoElement, { canvas: HTMLCanvasElement; shows: string }>();

  constructor(elements: MediaElements, frames: VideoFrames) {
    this.#elements = elements;
    this.#frames = frames;
  }

  of(element: HTMLVideoElement): CanvasImageSource {
    const state = this.#elements.use(element);
    state.isRead = true;
    const image = this.#frames.imageOf(element);
    const source = this.#elements.sourceOf(state);
    const widthPx = source?.widthPx || image?.naturalWidth || 1;
    const heightPx = source?.heightPx || image?.naturalHeight || 1;
    if (image !== null && image.naturalWidth === widthPx && image.naturalHeight === heightPx) return image;
    return this.#scaled(element, image, widthPx, heightPx);
  }

  /** The frame in the film's size; transparent where there is none. */
  #scaled(
    element: HTMLVideoElement,
    image: HTMLImageElement | null,
    widthPx: number,
    heightPx: number,
  ): HTMLCanvasElement {
    const entry = this.#canvases.get(element) ?? { canvas: document.createElement('canvas'), shows: '' };
    this.#canvases.set(element, entry);
    const { canvas } = entry;
    const shows = `${widthPx}x${heightPx} ${image?.src ?? ''}`;
    if (entry.shows === shows) return canvas;
    entry.shows = shows;
    canvas.width = widthPx;
    canvas.height = heightPx;
    if (image !== null) canvas.getContext('2d')?.drawImage(image, 0, 0, widthPx, heightPx);
    return canvas;
  }
}

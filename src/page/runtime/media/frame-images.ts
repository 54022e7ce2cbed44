import type { PageVideo } from '../../protocol.js';
import { FramePacks, frameName, sourceFrame } from './frame-packs.js';

/** A frame on its way into memory, or there. */
export interface FrameImage {
  readonly image: HTMLImageElement;
  /** Resolves to the address that the image has; rejects when there is no such file. */
  readonly ready: Promise<string>;
}

/** Seeks after which a frame that nobody asked for is let go. */
const KEPT_FOR_SEEKS = 2;

/** The extracted frames that are shown now or soon. Memory stays flat: what is not asked for any more is let go. */
export class FrameImages {
  readonly #packs = new FramePacks();
  readonly #images = new Map<string, FrameImage & { usedAt: number }>();
  #seeks = 0;

  /**
   * @param ready what makes a frame ready. A canvas that draws the page decodes what it draws by itself, so there `load` is
   * enough; the compositor shows what is not decoded yet as nothing. That kept frames are whole is seen to while planning.
   */
  constructor(private readonly ready: 'load' | 'decode') {}

  /** Begins to load what an element shows at a frame of the composition, or finds it loaded. Null: it shows nothing. */
  load(video: PageVideo, frameIndex: number): FrameImage | null {
    const frame = sourceFrame(video, frameIndex);
    if (frame < 0) return null;
    const key = `${video.id} ${frame}`;
    const known = this.#images.get(key);
    if (known !== undefined) {
      known.usedAt = this.#seeks;
      this.#packs.touch(video, frame);
      return known;
    }
    const image = document.createElement('img');
    image.decoding = 'sync';
    const ready = this.#fill(image, video, frameIndex);
    // Somebody who only loads ahead does not wait; whoever needs it gets the rejection.
    ready.catch(() => undefined);
    const loading = { image, ready, usedAt: this.#seeks };
    this.#images.set(key, loading);
    return loading;
  }

  /** Called once per seek. */
  letGo(): void {
    this.#seeks += 1;
    for (const [key, { usedAt }] of this.#images) {
      if (this.#seeks - usedAt > KEPT_FOR_SEEKS) this.#images.delete(key);
    }
  }

  async #fill(image: HTMLImageElement, video: PageVideo, frameIndex: number): Promise<string> {
    const packed = await this.#packs.addressOf(video, frameIndex);
    if (packed !== null) {
      try {
        return await this.#show(image, packed);
      } catch {
        this.#packs.refuse();
      }
    }
    return this.#show(image, urlOf(video, frameIndex));
  }

  async #show(image: HTMLImageElement, address: string): Promise<string> {
    const loaded = this.ready === 'load' ? whenLoaded(image) : null;
    // Not `src`, whose setter counts as a request of the page.
    image.setAttribute('src', address);
    await (loaded ?? image.decode());
    return address;
  }
}

function whenLoaded(image: HTMLImageElement): Promise<unknown> {
  return new Promise((resolve, reject) => {
    image.addEventListener('load', resolve, { once: true });
    image.addEventListener('error', reject, { once: true });
  });
}

/** Address of the file of a frame. */
export function urlOf(video: PageVideo, frameIndex: number): string {
  return video.framesUrl + frameName(video, sourceFrame(video, frameIndex));
}

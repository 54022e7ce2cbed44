import { describeElement } from '../describe-element.js';
import type { PageErrors } from '../page-errors.js';
import { replace } from '../replace.js';

interface Handed {
  readonly id: number;
  readonly element: HTMLCanvasElement;
  readonly context: ImageBitmapRenderingContext | null;
  /** Null once it has been sent to a worker. */
  offscreen: OffscreenCanvas | null;
}

/**
 * `canvas.transferControlToOffscreen()`. What a worker draws reaches the screen at a time of the browser's choosing, so
 * the page gets an OffscreenCanvas of its own instead, whose picture is put into the element when a seek ends.
 */
export class OffscreenCanvases {
  readonly #errors: PageErrors;
  readonly #handed = new Map<number, Handed>();
  #lastId = 0;

  constructor(errors: PageErrors) {
    this.#errors = errors;
  }

  install(): void {
    const hand = (element: HTMLCanvasElement) => this.#hand(element);
    replace(HTMLCanvasElement.prototype, {
      transferControlToOffscreen(this: HTMLCanvasElement): OffscreenCanvas {
        return hand(this);
      },
    });
  }

  /** Those of a transfer list that belong to an element: they are about to leave for a worker. */
  take(transfer: readonly unknown[]): { id: number; canvas: OffscreenCanvas }[] {
    return [...this.#handed.values()].flatMap((handed) => {
      const { offscreen: canvas, id } = handed;
      if (canvas === null || !transfer.includes(canvas)) return [];
      handed.offscreen = null;
      return [{ id, canvas }];
    });
  }

  show(id: number, bitmap: ImageBitmap): void {
    this.#handed.get(id)?.context?.transferFromImageBitmap(bitmap);
  }

  /** Shows what the page itself has drawn. */
  async showOwn(): Promise<void> {
    for (const { id, element, offscreen } of this.#handed.values()) {
      if (offscreen === null) continue;
      if (offscreen.width > 0 && offscreen.height > 0) this.show(id, await createImageBitmap(offscreen));
      else if (element.width > 0) this.#refuse(element);
    }
  }

  #hand(element: HTMLCanvasElement): OffscreenCanvas {
    for (const handed of this.#handed.values()) {
      if (handed.element === element) throw new DOMException('Already handed over.', 'InvalidStateError');
    }
    const offscreen = new OffscreenCanvas(element.width, element.height);
    this.#lastId += 1;
    const context = element.getContext('bitmaprenderer');
    this.#handed.set(this.#lastId, { id: this.#lastId, element, context, offscreen });
    return offscreen;
  }

  #refuse(element: HTMLCanvasElement): void {
    this.#errors.addRefusal(
      `${describeElement(element)} is drawn by somebody who does not follow the frames: its OffscreenCanvas was not sent with Worker.postMessage.`,
      'Send the canvas to the worker with worker.postMessage(message, [canvas]).',
    );
  }
}

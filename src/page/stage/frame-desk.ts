import { FRAME_SLOTS, STAGE_WORKER_NAME, type StageConfig, type StagedFrame } from './protocol.js';
import type { WorkerAnswer } from './worker-protocol.js';

/** What Chrome adds to a canvas and its context for "HTML in canvas". */
interface DrawableCanvas extends HTMLCanvasElement {
  requestPaint?(): void;
}
interface DrawableContext extends CanvasRenderingContext2D {
  drawElementImage?(element: Element, x: number, y: number): void;
}

/** One drawing that has been asked for. */
interface Waiting {
  painted: boolean;
  readonly isForced: boolean;
  readonly result: Promise<StagedFrame>;
  readonly settle: (frame: StagedFrame) => void;
  readonly fail: (error: unknown) => void;
}

/**
 * Draws the composition into the canvas, once for each time it is armed, and hands the pixels to the worker.
 *
 * The canvas is told by a `paint` event that its child has painted something new. An armed desk draws on that event; when
 * the rendering of the page has gone by without one, nothing has changed and the frame before still holds.
 */
export class FrameDesk {
  readonly #canvas: DrawableCanvas;
  readonly #frame: HTMLIFrameElement;
  readonly #config: StageConfig;
  readonly #context: DrawableContext | null;
  readonly #worker: Worker;
  readonly #turns = new MessageChannel();
  #waiting: Waiting | null = null;
  #started: Promise<void> | null = null;
  /** True when something was painted while nobody waited, at first too: the next drawing cannot be spared. */
  #isBehind = true;
  #nextSlot = 0;

  constructor(canvas: HTMLCanvasElement, frame: HTMLIFrameElement, config: StageConfig) {
    this.#canvas = canvas;
    this.#frame = frame;
    this.#config = config;
    this.#context = canvas.getContext('2d', { alpha: false });
    const code = new Blob([config.workerSource], { type: 'text/javascript' });
    this.#worker = new Worker(URL.createObjectURL(code), { name: STAGE_WORKER_NAME });
    canvas.addEventListener('paint', () => this.#onPaint());
    this.#turns.port1.onmessage = () => this.#afterRendering();
  }

  open(): Promise<void> {
    this.#started ??= this.#open();
    return this.#started;
  }

  /** Waits for the next rendering of the page. @param isForced draw even if nothing seems to have changed. */
  arm(isForced: boolean): void {
    let settle: Waiting['settle'] = () => undefined;
    let fail: Waiting['fail'] = () => undefined;
    const result = new Promise<StagedFrame>((resolve, reject) => {
      settle = resolve;
      fail = reject;
    });
    // Whoever takes the frame gets the error; a frame that nobody takes has none to tell.
    result.catch(() => undefined);
    const mustPaint = isForced || this.#isBehind;
    this.#waiting = { painted: false, isForced: mustPaint, result, settle, fail };
    if (mustPaint) this.#canvas.requestPaint?.();
    // The message is handled in a task of its own, after the rendering that this callback is part of.
    requestAnimationFrame(() => this.#turns.port2.postMessage(null));
  }

  /** Ends the worker, and with it the hold on the frame file. */
  close(): void {
    this.#worker.terminate();
  }

  take(): Promise<StagedFrame> {
    if (this.#waiting === null) return Promise.reject(new Error('No drawing has been asked for.'));
    return this.#waiting.result;
  }

  #open(): Promise<void> {
    const { widthPx, heightPx, mark, converter } = this.#config;
    if (this.#canvas.requestPaint === undefined || this.#context?.drawElementImage === undefined) {
      return Promise.reject(new Error('This browser cannot draw HTML into a canvas.'));
    }
    if (navigator.storage?.getDirectory === undefined) {
      return Promise.reject(new Error('This browser has no private file system.'));
    }
    return new Promise((resolve, reject) => {
      this.#worker.onerror = ({ message }) => reject(new Error(message));
      this.#worker.onmessage = ({ data }: MessageEvent<WorkerAnswer>) => {
        if (data.type === 'started') resolve();
        if (data.type === 'failed') reject(new Error(data.message));
      };
      this.#worker.postMessage({ type: 'start', widthPx, heightPx, mark, converter });
    });
  }

  #onPaint(): void {
    const waiting = this.#waiting;
    if (waiting === null || waiting.painted) {
      this.#isBehind = true;
      return;
    }
    waiting.painted = true;
    this.#isBehind = false;
    try {
      this.#draw(waiting);
    } catch (error) {
      waiting.fail(error);
    }
  }

  #draw({ settle, fail }: Waiting): void {
    const { widthPx, heightPx } = this.#config;
    if (this.#context === null) throw new Error('The canvas has no context.');
    // What a browser shows behind a page that paints no background.
    this.#context.fillStyle = '#fff';
    this.#context.fillRect(0, 0, widthPx, heightPx);
    this.#context.drawElementImage?.(this.#frame, 0, 0);
    const frame = new VideoFrame(this.#canvas, { timestamp: 0, alpha: 'discard' });
    const slot = this.#nextSlot;
    this.#nextSlot = (slot + 1) % FRAME_SLOTS;
    this.#worker.onmessage = ({ data }: MessageEvent<WorkerAnswer>) => {
      if (data.type === 'written') settle({ damaged: true, slot: data.slot, hasCanvas: this.#hasCanvas() });
      if (data.type === 'failed') fail(new Error(data.message));
    };
    this.#worker.postMessage({ type: 'frame', frame, slot }, [frame]);
  }

  #afterRendering(): void {
    const waiting = this.#waiting;
    if (waiting === null || waiting.painted) return;
    waiting.painted = true;
    if (waiting.isForced) waiting.fail(new Error('The canvas did not paint when it was asked to.'));
    else waiting.settle({ damaged: false, slot: -1, hasCanvas: this.#hasCanvas() });
  }

  /** Of the document's own tree: the browser keeps count of it. */
  #hasCanvas(): boolean {
    return (this.#frame.contentDocument?.getElementsByTagName('canvas').length ?? 0) > 0;
  }
}

import type { FramelanePageApi } from '../protocol.js';

/** Handed to the stage inside its document. */
export interface StageConfig {
  /** Of the composition, in CSS pixels and in delivered pixels alike; both even. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** Address of the composition's entry document, of the stage's own origin. */
  readonly compositionUrl: string;
  /** Hex digits that the frame file begins with until the first frame, so that it can be told from others on disk. */
  readonly mark: string;
  /** The converter to I420 as WebAssembly, in base64. */
  readonly converter: string;
  /** The code of the worker. */
  readonly workerSource: string;
}

/** Frames that the frame file has room for: the one that is read, the one that is written, one of margin. */
export const FRAME_SLOTS = 3;

/** What one drawing of the stage came to. */
export interface StagedFrame {
  /** False: the composition has not painted anything since the last frame, and nothing was written. */
  readonly damaged: boolean;
  /** Which place of the frame file holds the frame; -1 without damage. */
  readonly slot: number;
  /** Whether the composition holds a canvas: what it painted then holds a copy of the canvas's pixels. */
  readonly hasCanvas: boolean;
}

/** `window.__framelaneStage`, what the capture talks to besides the composition's own `window.__framelane`. */
export interface StageApi {
  /** Resolves when frames can be taken. @throws naming what the browser lacks. */
  open(): Promise<void>;
  /** Resolves when the drawing that the last seek prepared has been written to the frame file. */
  take(): Promise<StagedFrame>;
  /** Prepares one more drawing of the same frame, whether anything has changed or not. */
  repaint(): void;
  /** Ends the composition, with what it keeps for as long as its window is open; nothing can be captured any more. */
  end(): void;
}

/** Name of the stage's worker, which keeps the browser's own time. */
export const STAGE_WORKER_NAME = 'framelane-stage';

/** What the composition's runtime finds in the window around it. A registered symbol: each window has its own realm. */
export const STAGE: unique symbol = Symbol.for('framelane.stage') as never;

/** The stage as the composition's runtime sees it. */
export interface StageDoor {
  adopt(composition: FramelanePageApi): void;
}

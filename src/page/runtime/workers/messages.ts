/**
 * What a document and its workers say to each other beside the page's own messages, on the same channel, so that what the
 * page has sent before is handled before. Never seen by the page.
 */
export type ToWorker =
  /** Answer when everything that was asked of you is done. */
  | { readonly kind: 'ping' }
  /** Step the clock to a frame: timers, then animation frames. Then it is held. */
  | { readonly kind: 'step'; readonly timeMs: number }
  /** Let the held clock go on by one event: a promise of the page waits. */
  | { readonly kind: 'stepHeld' }
  /** The frame is over: finish what it asked of you and hand over pictures. */
  | { readonly kind: 'settle' }
  /** A message of the page that hands over canvases. */
  | {
      readonly kind: 'deliver';
      readonly data: unknown;
      readonly canvases: readonly { readonly id: number; readonly canvas: OffscreenCanvas }[];
    };

export interface FromWorker {
  /** How many callbacks ran or were left waiting. */
  readonly activity: number;
  readonly hasFrameCallbacks: boolean;
  readonly nextDueMs: number | null;
  readonly pictures: readonly { readonly id: number; readonly bitmap: ImageBitmap }[];
  /** Something that cannot be brought to a frame. */
  readonly refusal?: string;
  /** The worker closes itself: no answers any more. */
  readonly closes?: boolean;
}

const MARK = '__framelane';

export function toEnvelope(message: ToWorker | FromWorker): object {
  return { [MARK]: message };
}

/** Null for a message of the page. */
export function fromEnvelope<T extends ToWorker | FromWorker>(data: unknown): T | null {
  if (typeof data !== 'object' || data === null || !(MARK in data)) return null;
  return data[MARK] as T;
}

/** What an adapter is told about the frame. */
export interface SeekContext {
  readonly frameIndex: number;
  readonly timeSec: number;
  readonly fps: { readonly num: number; readonly den: number };
  /** Start of the closest clip around an element, seconds; 0 without one. */
  clipStartSec(element: Element): number;
  /** The seek does not end before this promise; a rejection is reported as an error of the page. */
  waitUntil(promise: PromiseLike<unknown>): void;
}

/** Brings one kind of animation to a time. Adapters run in a fixed order, see `index.ts`. */
export interface SeekAdapter {
  readonly name: string;
  /**
   * True when it also takes part in frames that a jump only passes: what it leaves behind there (start values, newly
   * started animations) is seen later.
   */
  readonly whenPassing: boolean;
  /** True when its promises wait for files and nothing of the page: the page's clock stays as it is meanwhile. */
  readonly waitsForFiles?: boolean;
  /** When it returns a promise, that is awaited before the next adapter runs. */
  seek(timeSec: number, context: SeekContext): unknown;
  /** The first time after `timeSec` that a jump must not skip; null when there is none. */
  nextStopSec?(timeSec: number): number | null;
}

import type { BrowserSession } from '../browser/index.js';

/** A measurement takes 25 ms of CPU, nearly as much as a frame: chunks of a second or two share one. */
const FRESH_MS = 5000;

/** How much memory a browser takes, measured at most every five seconds: in between, the newest figure stands. */
export class BrowserMemory {
  #newest: {
    readonly session: BrowserSession;
    readonly atMs: number;
    readonly bytes: Promise<number>;
  } | null = null;

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Bytes of the browser's processes together; 0 where that cannot be told. Never rejects. */
  measure(session: BrowserSession): Promise<number> {
    const newest = this.#newest;
    const atMs = this.now();
    if (newest?.session === session && atMs - newest.atMs < FRESH_MS) return newest.bytes;
    const bytes = session.rssBytes().catch(() => 0);
    this.#newest = { session, atMs, bytes };
    return bytes;
  }
}

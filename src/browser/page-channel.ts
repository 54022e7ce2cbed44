import type { ProtocolMapping } from 'devtools-protocol/types/protocol-mapping.js';
import type { CDPSession } from 'puppeteer-core';
import { RenderError, throwIfAborted } from '../errors/index.js';
import { classifyBrowserFailure } from './classify-browser-failure.js';

type Commands = ProtocolMapping.Commands;

/** Longest wait for one answer of the browser, milliseconds. */
export const DEFAULT_INACTIVITY_TIMEOUT_MS = 30_000;

/**
 * A page's DevTools session in which every request ends: with an answer, with CAPTURE_TIMEOUT when none comes, with
 * CANCELLED when the caller gives up, with BROWSER_CRASHED when the other end has gone.
 */
export class PageChannel {
  readonly #cdp: CDPSession;
  readonly #timeoutMs: number;
  readonly #signal: AbortSignal | undefined;
  readonly #ended: Promise<never>;
  #end: (error: unknown) => void = () => {};

  constructor(cdp: CDPSession, timeoutMs: number, signal: AbortSignal | undefined) {
    this.#cdp = cdp;
    this.#timeoutMs = timeoutMs;
    this.#signal = signal;
    this.#ended = new Promise<never>((_resolve, reject) => {
      this.#end = reject;
    });
    this.#ended.catch(() => undefined);
    signal?.addEventListener('abort', this.#onAbort, { once: true });
  }

  readonly #onAbort = (): void => {
    try {
      throwIfAborted(this.#signal);
    } catch (error) {
      this.#end(error);
    }
  };

  /** Fails every request, now and later. */
  end(error: RenderError): void {
    this.#end(error);
  }

  /** Stops listening to the signal. */
  dispose(): void {
    this.#signal?.removeEventListener('abort', this.#onAbort);
  }

  /**
   * Sends one request. @param doing for messages: "seeking to frame 12".
   * @throws CAPTURE_TIMEOUT, CANCELLED, BROWSER_CRASHED, INTERNAL
   */
  async call<M extends keyof Commands>(
    method: M,
    params: Commands[M]['paramsType'][0],
    doing: string,
    details: { readonly frameIndex?: number; readonly timeoutMs?: number } = {},
  ): Promise<Commands[M]['returnType']> {
    throwIfAborted(this.#signal);
    const timeoutMs = details.timeoutMs ?? this.#timeoutMs;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        const message = `The browser did not answer within ${timeoutMs / 1000} s while ${doing}.`;
        reject(new RenderError('CAPTURE_TIMEOUT', message, { ...details, timeoutMs, method }));
      }, timeoutMs);
    });
    try {
      return await Promise.race([this.#cdp.send(method, params), late, this.#ended]);
    } catch (error) {
      throw classifyBrowserFailure(error, doing, details);
    } finally {
      clearTimeout(timer);
    }
  }
}

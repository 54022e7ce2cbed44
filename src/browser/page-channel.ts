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
  #signal: AbortSignal | undefined;
  /** Fails each request that waits. Not one promise for all to race with: it would keep every answer as long as it lives. */
  readonly #waiting = new Set<(error: unknown) => void>();
  #end: { readonly error: unknown } | null = null;

  constructor(cdp: CDPSession, timeoutMs: number, signal: AbortSignal | undefined) {
    this.#cdp = cdp;
    this.#timeoutMs = timeoutMs;
    this.follow(signal);
  }

  /** From now on, this signal ends every request, and the one before it none. */
  follow(signal: AbortSignal | undefined): void {
    this.dispose();
    this.#signal = signal;
    signal?.addEventListener('abort', this.#onAbort, { once: true });
  }

  readonly #onAbort = (): void => {
    try {
      throwIfAborted(this.#signal);
    } catch (error) {
      this.#endWith(error);
    }
  };

  /** Fails every request, now and later. */
  end(error: RenderError): void {
    this.#endWith(error);
  }

  #endWith(error: unknown): void {
    this.#end ??= { error };
    for (const fail of this.#waiting) fail(error);
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
    try {
      return await this.#send(method, params, timeoutMs, () => {
        const message = `The browser did not answer within ${timeoutMs / 1000} s while ${doing}.`;
        return new RenderError('CAPTURE_TIMEOUT', message, { ...details, timeoutMs, method });
      });
    } catch (error) {
      throw classifyBrowserFailure(error, doing, details);
    }
  }

  #send<M extends keyof Commands>(
    method: M,
    params: Commands[M]['paramsType'][0],
    timeoutMs: number,
    late: () => RenderError,
  ): Promise<Commands[M]['returnType']> {
    return new Promise((resolve, reject) => {
      if (this.#end !== null) {
        reject(this.#end.error);
        return;
      }
      const settle = () => {
        clearTimeout(timer);
        this.#waiting.delete(fail);
      };
      const fail = (error: unknown) => {
        settle();
        reject(error);
      };
      const timer = setTimeout(() => fail(late()), timeoutMs);
      this.#waiting.add(fail);
      // The timer above is the only one.
      this.#cdp.send(method, params, { timeout: 0 }).then((answer) => {
        settle();
        resolve(answer);
      }, fail);
    });
  }
}

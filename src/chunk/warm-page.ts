import type { BrowserSession, CompositionPage, OpenPageOptions } from '../browser/index.js';
import type { Logger } from '../contract/index.js';

/** What a page can be used for again. */
interface Use {
  readonly session: BrowserSession;
  readonly planHash: string;
  readonly options: OpenPageOptions;
}

/** A page that has rendered a chunk, and the same page on its way to the next one. */
interface Kept extends Use {
  readonly page: CompositionPage;
  /** Null when it could not be used again and was closed, whatever the reason: a new page meets it again. */
  readonly next: Promise<CompositionPage | null>;
}

/**
 * Keeps the page of the chunk that was captured last, and opens the composition in it once more, in a new document, while
 * the encoder is still at work: the next chunk of the same plan finds it ready. What is saved is a process and everything
 * around the document.
 */
export class WarmPage {
  #kept: Kept | null = null;

  /** A page with the composition in a fresh document. @throws what opening a page throws. */
  async take({ session, planHash, options }: Use): Promise<CompositionPage> {
    const kept = this.#kept;
    this.#kept = null;
    if (kept === null) return session.openPage(options);
    const isSame = kept.session === session && kept.planHash === planHash && kept.options.url === options.url;
    if (!isSame) {
      await end(kept);
      return session.openPage(options);
    }
    const stop = () => void kept.page.close();
    options.signal?.addEventListener('abort', stop);
    const next = await kept.next;
    options.signal?.removeEventListener('abort', stop);
    if (next === null) return session.openPage(options);
    next.watch(options);
    return next;
  }

  /** Keeps a page that has captured all of its chunk. @param readyTimeoutMs what its next document gets. */
  keep(page: CompositionPage, use: Use, readyTimeoutMs: number): void {
    const next = reopen(page, readyTimeoutMs, use.options.logger);
    this.#kept = { page, next, ...use };
  }

  /** Closes the page, if there is one. Never throws. */
  async drop(): Promise<void> {
    const kept = this.#kept;
    this.#kept = null;
    if (kept !== null) await end(kept);
  }
}

/** Closes first: it may be a page that never gets ready. */
async function end({ page, next }: Kept): Promise<void> {
  await page.close();
  await next;
}

async function reopen(
  page: CompositionPage,
  readyTimeoutMs: number,
  logger: Logger | undefined,
): Promise<CompositionPage | null> {
  try {
    const next = await page.again();
    await next?.waitUntilReady(readyTimeoutMs);
    if (next !== null) return next;
  } catch (error) {
    logger?.info({ error: String(error) }, 'a page could not be used again');
  }
  await page.close().catch(() => undefined);
  return null;
}

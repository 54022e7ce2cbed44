import type { BrowserSession, CompositionPage, OpenPageOptions } from '../browser/index.js';

/** A page that has rendered a chunk, and what it may be used for. */
interface Kept {
  readonly page: CompositionPage;
  readonly session: BrowserSession;
  readonly planHash: string;
  readonly url: string;
}

/**
 * Keeps the page of the chunk that was rendered last: the next one of the same plan gets it with a new document in it. What
 * is saved is a process and everything around the document, a third of what a chunk costs beyond its frames.
 */
export class WarmPage {
  #kept: Kept | null = null;

  /** A page with the composition in a fresh document. @throws what opening a page throws. */
  async take(session: BrowserSession, planHash: string, options: OpenPageOptions): Promise<CompositionPage> {
    const kept = this.#kept;
    this.#kept = null;
    if (kept === null) return session.openPage(options);
    if (kept.session === session && kept.planHash === planHash && kept.url === options.url) {
      // Whatever keeps it from being used again, a new page does not have.
      const page = await kept.page.again(options).catch(() => null);
      if (page !== null) return page;
    }
    await kept.page.close();
    return session.openPage(options);
  }

  /** Keeps a page on which nothing has failed and of which nobody holds an image. */
  keep(page: CompositionPage, session: BrowserSession, planHash: string, { url }: OpenPageOptions): void {
    this.#kept = { page, session, planHash, url };
  }
}

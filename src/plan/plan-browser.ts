import { type BrowserSession, type LaunchOptions, launchBrowser } from '../browser/index.js';
import type { Logger } from '../contract/index.js';
import type { RenderError } from '../errors/index.js';
import { isBeginFrameFailure } from './capture-mode.js';

/** A machine under load may be late once; a page that hangs begin-frame does so again. */
const BEGIN_FRAME_ATTEMPTS = 2;

/** The browser of one planning: started when it is needed first, or one that runs already and stays open. */
export class PlanBrowser {
  readonly #how: LaunchOptions | { readonly session: BrowserSession };
  #started: BrowserSession | null = null;
  #closing: Promise<void> = Promise.resolve();

  constructor(how: LaunchOptions | { readonly session: BrowserSession }) {
    this.#how = how;
  }

  /** @throws what starting a browser throws. */
  async session(): Promise<BrowserSession> {
    if ('session' in this.#how) return this.#how.session;
    this.#started ??= await launchBrowser(this.#how);
    return this.#started;
  }

  /**
   * Does something that may show that the page does not get along with begin-frame; if it does, once more in another
   * browser. Returns that failure when it came each time.
   */
  async tryBeginFrame<T>(
    work: (session: BrowserSession) => Promise<T>,
    logger: Logger,
  ): Promise<T | RenderError> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await work(await this.session());
      } catch (error) {
        if (!isBeginFrameFailure(error)) throw error;
        logger.warn({ attempt, failure: error.message }, 'begin-frame failed');
        await this.close();
        if (attempt === BEGIN_FRAME_ATTEMPTS) return error;
      }
    }
  }

  /** Ends the browser if it was started here; another is started where one is needed again. Never throws. */
  close(): Promise<void> {
    const started = this.#started;
    this.#started = null;
    if (started !== null) this.#closing = started.close();
    return this.#closing;
  }
}

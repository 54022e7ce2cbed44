import type { FrameSource } from './frame-source.js';
import { LivePage } from './live-page.js';
import type { PageChannel } from './page-channel.js';
import type { PageNotices } from './page-notices.js';
import type { RequestGuard } from './request-guard.js';
import type { CompositionPage, PageWatch } from './types.js';

/** What a page is made of. */
export interface TabParts {
  readonly channel: PageChannel;
  readonly guard: RequestGuard;
  readonly notices: PageNotices;
  /** Of the composition: what belongs to it begins with this. */
  readonly baseUrl: string;
  /** Shows a new stage in place of one that has ended; null where the page is the composition itself. */
  readonly restage: (() => Promise<FrameSource>) | null;
  /** Closes the page. Never throws. */
  close(): Promise<void>;
}

/** One page of the browser and the composition in it, which may be opened again in new documents. */
export class PageTab {
  #frames: FrameSource;
  #page: LivePage;

  constructor(
    private readonly parts: TabParts,
    frames: FrameSource,
  ) {
    this.#frames = frames;
    this.#page = this.#toPage();
  }

  /** The composition as it was opened last. */
  get page(): LivePage {
    return this.#page;
  }

  /** See `CompositionPage.again`. */
  async again(): Promise<CompositionPage | null> {
    const { channel, guard, notices, baseUrl, restage } = this.parts;
    if (restage === null) return null;
    channel.follow(undefined);
    const end = { expression: 'window.__framelaneStage.end()' };
    const { exceptionDetails } = await channel.call('Runtime.evaluate', end, 'leaving the composition');
    // Also what it has said while it went counts.
    if (exceptionDetails !== undefined || notices.isOver) return null;
    await this.#frames.close?.();
    // Not earlier: a document may store something while it goes, and holds its databases until it has gone.
    await clearStored(channel, baseUrl);
    guard.drain();
    notices.hold();
    this.#frames = await restage();
    this.#page = this.#toPage();
    return this.#page;
  }

  async close(): Promise<void> {
    await this.#frames.close?.();
    await this.parts.close();
  }

  #toPage(): LivePage {
    const { channel, notices } = this.parts;
    return new LivePage({
      ...this.parts,
      frames: this.#frames,
      again: () => this.again(),
      watch({ signal, onNotice }: PageWatch) {
        channel.follow(signal);
        notices.tellTo(onNotice);
      },
      close: () => this.close(),
    });
  }
}

const STORED = 'cookies,local_storage,indexeddb,cache_storage,file_systems';

/** Deletes what documents of this composition have stored in the browser. */
export async function clearStored(channel: PageChannel, baseUrl: string): Promise<void> {
  const { origin } = new URL(baseUrl);
  await channel.call(
    'Storage.clearDataForOrigin',
    { origin, storageTypes: STORED },
    'clearing what earlier pages have stored',
  );
}

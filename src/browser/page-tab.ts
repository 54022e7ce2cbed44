import type { FrameSource } from './frame-source.js';
import { LivePage } from './live-page.js';
import type { PageChannel } from './page-channel.js';
import type { PageNotices } from './page-notices.js';
import type { RequestGuard } from './request-guard.js';
import type { CompositionPage } from './types.js';

/** What a page is made of. */
export interface TabParts {
  readonly channel: PageChannel;
  readonly frames: FrameSource;
  readonly guard: RequestGuard;
  readonly notices: PageNotices;
  /** Of the composition: what belongs to it begins with this. */
  readonly baseUrl: string;
  close(): Promise<void>;
}

/** One page of the browser and the composition in it, which may be opened again in a new document. */
export class PageTab {
  #page: LivePage;

  constructor(private readonly parts: TabParts) {
    this.#page = this.#toPage();
  }

  /** The composition as it was opened last. */
  get page(): LivePage {
    return this.#page;
  }

  /** See `CompositionPage.again`. */
  async again(): Promise<CompositionPage | null> {
    const { channel, frames, guard, notices, baseUrl } = this.parts;
    if (frames.unload === undefined || frames.load === undefined || notices.isOver) return null;
    channel.follow(undefined);
    await frames.unload();
    // Not earlier: a document may store something while it goes, and holds its databases until it has gone.
    await clearStored(channel, baseUrl);
    guard.drain();
    notices.hold();
    this.#page = this.#toPage();
    await frames.load();
    return this.#page;
  }

  #toPage(): LivePage {
    const { channel, notices } = this.parts;
    return new LivePage({
      ...this.parts,
      again: () => this.again(),
      watch({ signal, onNotice }) {
        channel.follow(signal);
        notices.tellTo(onNotice);
      },
    });
  }
}

/** The frame file of capture mode raw is in none of these. */
const STORED = 'cookies,local_storage,indexeddb,cache_storage';

/** Deletes what documents of this composition have stored in the browser. */
export async function clearStored(channel: PageChannel, baseUrl: string): Promise<void> {
  const { origin } = new URL(baseUrl);
  await channel.call(
    'Storage.clearDataForOrigin',
    { origin, storageTypes: STORED },
    'clearing what earlier pages have stored',
  );
}

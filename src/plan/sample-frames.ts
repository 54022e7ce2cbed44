import type { BrowserSession, CompositionPage, OpenPageOptions } from '../browser/types.js';
import type { LockedRenderConfig } from '../contract/index.js';
import { throwIfAborted } from '../errors/index.js';

/** Some frames of a page. Plain data: it may cross to a thread. */
export interface SampleRequest {
  readonly page: Omit<OpenPageOptions, 'signal' | 'logger' | 'onNotice'>;
  /** Of the browser that the page is opened in. */
  readonly gl: LockedRenderConfig['gl'];
  readonly readyTimeoutMs: number;
  /** Ascending. */
  readonly frames: readonly number[];
}

/** What they look like. */
export interface SampledFrames {
  /** One for each frame, in the page's image format. */
  readonly images: readonly Uint8Array[];
  /** What the page uses, after the last of them, that raw capture may draw otherwise. */
  readonly obstacles: readonly string[];
}

/** Captures frames in a browser that is not the planner's. Null: there is none. */
export type SampleElsewhere = (
  request: SampleRequest,
  signal: AbortSignal | undefined,
) => Promise<SampledFrames> | null;

/**
 * Opens a page of its own, captures the frames and closes it.
 * @throws CANCELLED and what opening, seeking and capturing throw.
 */
export async function sampleFrames(
  session: BrowserSession,
  request: SampleRequest,
  signal: AbortSignal | undefined,
  onImage: (image: Buffer) => void = () => undefined,
): Promise<SampledFrames> {
  let page: CompositionPage | undefined;
  try {
    page = await session.openPage({ ...request.page, ...(signal && { signal }) });
    await page.waitUntilReady(request.readyTimeoutMs);
    const images: Buffer[] = [];
    for (const frameIndex of request.frames) {
      throwIfAborted(signal);
      await page.seek(frameIndex);
      const { image } = await page.capture();
      images.push(image);
      onImage(image);
    }
    return { images, obstacles: (await page.describe()).rawObstacles };
  } finally {
    await page?.close();
  }
}

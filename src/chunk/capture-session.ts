import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserSession, CompositionPage, FileServer } from '../browser/index.js';
import type { DistributedRenderConfig, Fps, Plan, WebglInfo } from '../contract/index.js';
import { isRenderError, RenderError } from '../errors/index.js';
import { plan, planPageOptions, readPlan } from '../plan/index.js';
import { TEMPORARY_PREFIX } from '../process/index.js';
import { locateBrowser } from '../tools/index.js';
import { browserKindOf } from './browser-kind.js';
import { BrowserLease } from './browser-lease.js';
import { runUp } from './run-up.js';
import { ServedPlan } from './served-plan.js';
import type { ChunkRendererOptions } from './types.js';

export interface CaptureSessionOptions extends Pick<ChunkRendererOptions, 'tools' | 'env' | 'logger'> {
  /** Of the frames: size, rate, variables, `format: 'png-sequence'` for lossless images with transparency. */
  readonly config?: DistributedRenderConfig | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** One frame as an image. */
export interface CapturedImage {
  readonly frameIndex: number;
  /** Encoded as `imageFormat` says. */
  readonly image: Buffer;
  readonly imageFormat: 'jpeg' | 'png';
}

/** A composition in a browser, of which any frame can be captured. */
export interface CaptureSession {
  readonly frameCount: number;
  readonly fps: Fps;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly webgl: WebglInfo;
  /**
   * Captures one frame, in any order; one at a time. Going back in a composition whose scripts keep state opens the page
   * again.
   * @throws CONFIG_INVALID for an index outside of 0 to `frameCount - 1`, and what rendering a chunk throws.
   */
  capture(frameIndex: number): Promise<CapturedImage>;
  /** Ends the browser and deletes what was made. Never throws. */
  close(): Promise<void>;
}

/**
 * Opens a composition for single frames: plans it in a temporary folder, so that what is captured is what a render would
 * show.
 * @param projectDir folder of the composition.
 * @throws what `plan` and `renderChunk` throw before the first frame.
 */
export async function createCaptureSession(
  projectDir: string,
  options: CaptureSessionOptions = {},
): Promise<CaptureSession> {
  const workDir = await mkdtemp(join(tmpdir(), TEMPORARY_PREFIX));
  const session = new PlannedCaptureSession(workDir, options);
  try {
    return await session.open(projectDir);
  } catch (error) {
    await session.close();
    throw error;
  }
}

class PlannedCaptureSession {
  readonly #lease: BrowserLease;
  readonly #served = new ServedPlan();
  #page: CompositionPage | null = null;
  /** The frame that the page shows; -1 before the first. */
  #shownFrame = -1;

  constructor(
    private readonly workDir: string,
    private readonly options: CaptureSessionOptions,
  ) {
    this.#lease = new BrowserLease({ ...options, workDir });
  }

  async open(projectDir: string): Promise<CaptureSession> {
    const {
      config = {},
      tools = {},
      env = process.env,
      signal = new AbortController().signal,
    } = this.options;
    const planDir = join(this.workDir, 'plan');
    await plan(projectDir, config, planDir, { ...this.options, needsImages: true });
    const frozen = await readPlan(planDir);
    const browserPath = await locateBrowser(tools, env);
    const browser = await this.#lease.take(browserKindOf(frozen), browserPath, signal);
    const server = await this.#served.take(planDir);
    await this.#openPage(browser, server, frozen);
    const { frameCount, fps } = frozen.composition;
    const { outputWidthPx, outputHeightPx, imageFormat } = frozen.encoder;
    return {
      frameCount,
      fps,
      widthPx: outputWidthPx,
      heightPx: outputHeightPx,
      webgl: browser.webgl,
      capture: async (frameIndex) => {
        assertInside(frameIndex, frameCount);
        const image = await this.#capture(frameIndex, () => this.#openPage(browser, server, frozen));
        return { frameIndex, image, imageFormat: imageFormat === 'png' ? 'png' : 'jpeg' };
      },
      close: () => this.close(),
    };
  }

  async close(): Promise<void> {
    await this.#page?.close().catch(() => undefined);
    await Promise.all([this.#lease.drop(), this.#served.close()]);
    await rm(this.workDir, { recursive: true, force: true, maxRetries: 5 }).catch(() => undefined);
  }

  async #capture(frameIndex: number, reopen: () => Promise<CompositionPage>): Promise<Buffer> {
    const page = this.#page ?? (await reopen());
    try {
      return await this.#captureOn(page, frameIndex);
    } catch (error) {
      if (!isRenderError(error) || error.details.backwardSeek !== true) throw error;
      return await this.#captureOn(await reopen(), frameIndex);
    }
  }

  async #captureOn(page: CompositionPage, frameIndex: number): Promise<Buffer> {
    if (frameIndex !== this.#shownFrame + 1) await runUp(page, frameIndex, this.options.signal);
    await page.seek(frameIndex);
    const { image } = await page.capture();
    this.#shownFrame = frameIndex;
    return image;
  }

  async #openPage(browser: BrowserSession, server: FileServer, frozen: Plan): Promise<CompositionPage> {
    await this.#page?.close();
    this.#page = null;
    this.#shownFrame = -1;
    const { logger, signal } = this.options;
    const page = await browser.openPage({
      ...planPageOptions(frozen, server.siteUrl),
      ...(logger === undefined ? {} : { logger }),
      ...(signal === undefined ? {} : { signal }),
    });
    this.#page = page;
    await page.waitUntilReady(frozen.encoder.readyTimeoutMs);
    return page;
  }
}

function assertInside(frameIndex: number, frameCount: number): void {
  if (Number.isSafeInteger(frameIndex) && frameIndex >= 0 && frameIndex < frameCount) return;
  throw new RenderError(
    'CONFIG_INVALID',
    `frameIndex: expected a whole number from 0 to ${frameCount - 1} (got ${frameIndex}).`,
    { field: 'frameIndex' },
  );
}

import { type ErrorDetails, RenderError, throwIfAborted, toRenderError } from '../errors/index.js';
import { sampleFrames } from '../plan/sample-frames.js';
import { DigestCache } from '../plan/verify-plan-assets.js';
import { type LocatedTools, locateTools } from '../tools/index.js';
import { BrowserLease } from './browser-lease.js';
import { BrowserMemory } from './browser-memory.js';
import { renderOnce, type WarmParts } from './render-once.js';
import { ServedPlan } from './served-plan.js';
import type { BrowserKind, ChunkRenderer, ChunkRendererOptions } from './types.js';
import { WarmPage } from './warm-page.js';

/** A task's hold on what is kept between tasks. */
interface Stay {
  /** The browser has done its part: what goes wrong from now on is not its fault. */
  leaveBrowser(): void;
  /** Lets the next task in. */
  leave(): void;
}

/**
 * A renderer that keeps its browser, file server and asset digests between chunks. Every chunk gets a document of its own,
 * and where the compositor draws, a page: what scripts and the compositor remember of frames they have shown cannot be
 * taken back, so only fresh ones make a chunk a pure function of plan and index.
 */
export function createChunkRenderer(options: ChunkRendererOptions = {}): ChunkRenderer {
  const lease = new BrowserLease(options);
  const served = new ServedPlan();
  const digests = new DigestCache();
  let located: Promise<LocatedTools> | null = null;
  const closing = new AbortController();
  let preparing: Promise<void> = Promise.resolve();
  let isBusy = false;
  /** All chunks so far; of the last one perhaps only the encoder is still at work. */
  let ending: Promise<unknown> = Promise.resolve();

  const parts: WarmParts = {
    lease,
    served,
    digests,
    page: new WarmPage(),
    memory: new BrowserMemory(),
    async locateTools() {
      located ??= locateTools(options.tools ?? {}, options.env ?? process.env);
      try {
        return await located;
      } catch (error) {
        located = null;
        throw error;
      }
    },
    logger: options.logger,
    onSpawn: options.onSpawn,
    onGone: options.onGone,
  };

  const takeBrowser = async (kind: BrowserKind, signal: AbortSignal) => {
    const { browserPath } = await parts.locateTools();
    return lease.take(kind, browserPath, signal);
  };

  /** One task at a time, after the browser's preparation; it may let the next one in before it is over. */
  const alone = async <T>(
    signal: AbortSignal | undefined,
    details: ErrorDetails,
    work: (stay: Stay) => Promise<T>,
  ): Promise<T> => {
    if (isBusy) throw new RenderError('INTERNAL', 'This renderer is busy with another task.', details);
    isBusy = true;
    let needsBrowser = true;
    let hasLeft = false;
    const leaveBrowser = () => {
      needsBrowser = false;
    };
    const leave = () => {
      if (!hasLeft) isBusy = false;
      hasLeft = true;
    };
    try {
      throwIfAborted(signal);
      await preparing;
      return await work({ leaveBrowser, leave });
    } catch (thrown) {
      const cancelled = signal?.aborted === true;
      // Whatever went wrong while frames were captured may have come from the browser: the next attempt gets a fresh one.
      if (!cancelled && needsBrowser) await lease.drop();
      throwIfAborted(signal);
      throw toRenderError(thrown).withDetails(details);
    } finally {
      leave();
    }
  };

  return {
    prepare(kind) {
      preparing = preparing
        .then(async () => void (await takeBrowser(kind, closing.signal)))
        .catch(() => undefined);
    },
    render(planDir, chunkIndex, outputPath, task = {}) {
      const before = ending;
      const rendered = alone(task.signal, { chunkIndex }, (stay) =>
        renderOnce(parts, planDir, chunkIndex, outputPath, task, async () => {
          stay.leaveBrowser();
          // Where encoders are slow they would pile up.
          await before;
          stay.leave();
          task.onCaptured?.();
        }),
      );
      ending = Promise.allSettled([before, rendered]);
      return rendered;
    },
    sample(request, signal) {
      return alone(signal, {}, async () => {
        // Two pages of one browser hang BeginFrame.
        await parts.page.drop();
        const { widthPx, heightPx } = request.page;
        const session = await takeBrowser({ widthPx, heightPx, gl: request.gl }, signal ?? closing.signal);
        return sampleFrames(session, request, signal);
      });
    },
    async close() {
      closing.abort(new RenderError('CANCELLED', 'The renderer was closed.'));
      await preparing;
      await Promise.all([parts.page.drop(), lease.drop(), served.close()]);
    },
  };
}

import { RenderError, throwIfAborted, toRenderError } from '../errors/index.js';
import { DigestCache } from '../plan/verify-plan-assets.js';
import { type LocatedTools, locateTools } from '../tools/index.js';
import { BrowserLease } from './browser-lease.js';
import { renderOnce, type WarmParts } from './render-once.js';
import { ServedPlan } from './served-plan.js';
import type { BrowserKind, ChunkRenderer, ChunkRendererOptions } from './types.js';

/**
 * A renderer that keeps its browser, file server and asset digests between chunks. Every chunk gets a page of its own:
 * what scripts and the compositor remember of frames they have shown cannot be taken back, so only a fresh page makes
 * a chunk a pure function of plan and index.
 */
export function createChunkRenderer(options: ChunkRendererOptions = {}): ChunkRenderer {
  const lease = new BrowserLease(options);
  const served = new ServedPlan();
  const digests = new DigestCache();
  let located: Promise<LocatedTools> | null = null;
  const closing = new AbortController();
  let preparing: Promise<void> = Promise.resolve();
  let rendering = false;

  const parts: WarmParts = {
    lease,
    served,
    digests,
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

  const prepare = async (kind: BrowserKind) => {
    const { browserPath } = await parts.locateTools();
    await lease.take(kind, browserPath, closing.signal);
  };

  return {
    prepare(kind) {
      preparing = preparing.then(() => prepare(kind)).catch(() => undefined);
    },
    async render(planDir, chunkIndex, outputPath, task = {}) {
      if (rendering)
        throw new RenderError('INTERNAL', 'This renderer is rendering another chunk.', { chunkIndex });
      rendering = true;
      try {
        throwIfAborted(task.signal);
        await preparing;
        return await renderOnce(parts, planDir, chunkIndex, outputPath, task);
      } catch (thrown) {
        const cancelled = task.signal?.aborted === true;
        // Whatever went wrong may have come from the browser: the next attempt gets a fresh one.
        if (!cancelled) await lease.drop();
        throwIfAborted(task.signal);
        throw toRenderError(thrown).withDetails({ chunkIndex });
      } finally {
        rendering = false;
      }
    },
    async close() {
      closing.abort(new RenderError('CANCELLED', 'The renderer was closed.'));
      await preparing;
      await Promise.all([lease.drop(), served.close()]);
    },
  };
}

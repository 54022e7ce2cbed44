import { RenderError, throwIfAborted, toRenderError } from '../errors/index.js';
import { DigestCache } from '../plan/verify-plan-assets.js';
import { BrowserLease } from './browser-lease.js';
import { type LocatedTools, locateTools } from './locate-tools.js';
import { renderOnce, type WarmParts } from './render-once.js';
import { ServedPlan } from './served-plan.js';
import type { ChunkRenderer, ChunkRendererOptions } from './types.js';

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

  return {
    async render(planDir, chunkIndex, outputPath, task = {}) {
      if (rendering)
        throw new RenderError('INTERNAL', 'This renderer is rendering another chunk.', { chunkIndex });
      rendering = true;
      try {
        throwIfAborted(task.signal);
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
      await Promise.all([lease.drop(), served.close()]);
    },
  };
}

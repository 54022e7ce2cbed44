import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserSession, launchBrowser, requireBrowser } from '../browser/index.js';
import type { BrowserReady } from '../chunk/index.js';
import { getDefaults, type ResolvedRenderConfig, type ToolPaths } from '../contract/index.js';
import type { ErrorData } from '../errors/index.js';
import { createRenderPool, type RenderPool } from '../pool/index.js';
import { cacheDirOf, type Environment, TEMPORARY_PREFIX } from '../process/index.js';

/** What a run wants of a pool. */
export interface PoolWish {
  readonly workers: number;
  readonly concurrentLaunches: number;
  readonly onBrowserReady: (workerId: number, ready: BrowserReady) => void;
  readonly onWorkerLost: (workerId: number, error: ErrorData) => void;
}

interface WarmPool {
  readonly pool: RenderPool;
  readonly workers: number;
  readonly ready: Map<number, BrowserReady>;
  wish: PoolWish;
}

/**
 * Browsers that stay open from one run to the next: one that plans, and those of the pool. Runs use them one after the
 * other.
 */
export class WarmTools {
  readonly #tools: ToolPaths;
  readonly #env: Environment;
  #workDir: string | null = null;
  #planner: BrowserSession | null = null;
  #pool: WarmPool | null = null;

  constructor(tools: ToolPaths, env: Environment) {
    this.#tools = tools;
    this.#env = env;
  }

  /** A browser to measure pages with; a new one when the last one has died. */
  async planner(gl: ResolvedRenderConfig['gl'], signal: AbortSignal): Promise<BrowserSession> {
    if (this.#planner?.alive === true) return this.#planner;
    await this.#planner?.close();
    const { browserPath } = this.#tools;
    const { path } = await requireBrowser({ browserPath, env: this.#env, cacheDir: cacheDirOf(this.#env) });
    const { fallbackWidthPx: widthPx, fallbackHeightPx: heightPx } = getDefaults();
    this.#planner = await launchBrowser({ browserPath: path, widthPx, heightPx, gl, signal });
    return this.#planner;
  }

  /** The pool, made anew when a run wants more workers; tells of browsers that are ready already. */
  async pool(wish: PoolWish): Promise<RenderPool> {
    if (this.#pool !== null && this.#pool.workers >= wish.workers) {
      this.#pool.wish = wish;
      for (const [workerId, ready] of this.#pool.ready) wish.onBrowserReady(workerId, ready);
      return this.#pool.pool;
    }
    await this.#pool?.pool.close();
    this.#workDir ??= await mkdtemp(join(tmpdir(), TEMPORARY_PREFIX));
    const ready = new Map<number, BrowserReady>();
    const pool = createRenderPool({
      workers: wish.workers,
      concurrentLaunches: wish.concurrentLaunches,
      tools: this.#tools,
      env: this.#env,
      workDir: this.#workDir,
      onBrowserReady: (workerId, facts) => {
        ready.set(workerId, facts);
        this.#pool?.wish.onBrowserReady(workerId, facts);
      },
      onWorkerLost: (workerId, error) => {
        ready.delete(workerId);
        this.#pool?.wish.onWorkerLost(workerId, error);
      },
    });
    this.#pool = { pool, workers: wish.workers, ready, wish };
    return pool;
  }

  /** Ends every browser. Never throws. */
  async close(): Promise<void> {
    await Promise.all([this.#planner?.close().catch(() => undefined), this.#pool?.pool.close()]);
    this.#planner = null;
    this.#pool = null;
    if (this.#workDir !== null) {
      await rm(this.#workDir, { recursive: true, force: true, maxRetries: 5 }).catch(() => undefined);
    }
  }

  /** Kills the pool's browsers at once: for the end of our own process. */
  killAll(): void {
    this.#pool?.pool.killAll();
  }
}

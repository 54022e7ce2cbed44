import type { BrowserKind, BrowserReady } from '../chunk/index.js';
import type { ToolPaths } from '../contract/index.js';
import { type ErrorData, fromErrorData } from '../errors/index.js';
import type { SampledFrames, SampleRequest } from '../plan/index.js';
import { createRenderPool, type RenderPool } from '../pool/index.js';
import type { Environment } from '../process/index.js';

/** How large a pool is, and how many of its browsers may start at the same time. */
export interface PoolSize {
  readonly workers: number;
  readonly concurrentLaunches: number;
}

/** What a run wants of a pool. */
export interface PoolWish extends PoolSize {
  readonly onBrowserReady: (workerId: number, ready: BrowserReady) => void;
  readonly onWorkerLost: (workerId: number, error: ErrorData) => void;
}

interface OpenPool {
  readonly workers: number;
  readonly pool: RenderPool;
  readonly ready: Map<number, BrowserReady>;
  /** Null until a run has chunks for it. */
  wish: PoolWish | null;
}

export interface WarmPoolOptions {
  readonly tools: ToolPaths;
  readonly env: Environment;
  /** Where browsers make their profile folders. */
  readonly workDir: string;
}

/**
 * A pool that is there before anybody wants it: its browsers start while a run is still being planned, and stay for the
 * next run. Runs use it one after the other.
 */
export class WarmPool {
  #open: OpenPool | null = null;
  #closed = false;

  constructor(private readonly options: WarmPoolOptions) {}

  /** Starts threads and browsers for a run that is going to want them; does nothing where there are some already. */
  prepare(size: PoolSize, kind: BrowserKind): void {
    if (this.#open !== null || this.#closed) return;
    this.#open = this.#make(size);
    this.#open.pool.prepare(kind);
  }

  /** Captures frames of a page in one of the prepared browsers. Null: there are none. */
  sample(request: SampleRequest, signal: AbortSignal | undefined): Promise<SampledFrames> | null {
    if (this.#open === null) return null;
    return this.#open.pool.sample(request, signal).then((outcome) => {
      if (outcome.ok) return outcome.value;
      throw fromErrorData(outcome.error);
    });
  }

  /** The pool, made anew when a run wants more workers; tells of browsers that are ready already. */
  async take(wish: PoolWish): Promise<RenderPool> {
    let open = this.#open;
    if (open === null || open.workers < wish.workers) {
      await open?.pool.close();
      open = this.#make(wish);
      this.#open = open;
    }
    for (const [workerId, ready] of open.ready) wish.onBrowserReady(workerId, ready);
    open.wish = wish;
    return open.pool;
  }

  /** Ends every browser. Never throws. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#open?.pool.close();
    this.#open = null;
  }

  /** Kills the browsers at once: for the end of our own process. */
  killAll(): void {
    this.#open?.pool.killAll();
  }

  #make({ workers, concurrentLaunches }: PoolSize): OpenPool {
    const ready = new Map<number, BrowserReady>();
    const pool = createRenderPool({
      ...this.options,
      workers,
      concurrentLaunches,
      onBrowserReady: (workerId, facts) => {
        ready.set(workerId, facts);
        open.wish?.onBrowserReady(workerId, facts);
      },
      onWorkerLost: (workerId, error) => {
        ready.delete(workerId);
        open.wish?.onWorkerLost(workerId, error);
      },
    });
    const open: OpenPool = { pool, workers, ready, wish: null };
    return open;
  }
}

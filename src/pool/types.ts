import type { PageNotice } from '../browser/index.js';
import type { BrowserKind, BrowserReady, SampledFrames, SampleRequest, SpawnKind } from '../chunk/index.js';
import type { ChunkProgress, ChunkResult, ToolPaths } from '../contract/index.js';
import type { ErrorData, Outcome } from '../errors/index.js';
import type { Environment } from '../process/index.js';
import type { NewestFrame } from './protocol.js';

/** How a pool is set up. A worker is a thread with one browser; `workerId` counts from 0 and survives its thread. */
export interface RenderPoolOptions {
  readonly workers: number;
  readonly tools: ToolPaths;
  readonly env: Environment;
  /** Where browsers make their profile folders. */
  readonly workDir: string;
  /** How many browsers may be starting at the same time. */
  readonly concurrentLaunches: number;
  /** Heap of one thread in MiB; beyond it the task fails with OUT_OF_MEMORY and the thread is replaced. Default 512. */
  readonly threadHeapMib?: number;
  readonly onSpawn?: (workerId: number, pid: number, kind: SpawnKind) => void;
  readonly onBrowserReady?: (workerId: number, ready: BrowserReady) => void;
  readonly onWorkerLost?: (workerId: number, error: ErrorData) => void;
}

/** How a task is watched and ended. */
export interface TaskWatch {
  /**
   * Cancels this task: at once when it waits, else cooperatively, and after five seconds by killing its processes, as long as
   * it has not left them to the next task.
   */
  readonly signal?: AbortSignal;
  readonly onStarted?: (workerId: number) => void;
  readonly onProgress?: (progress: ChunkProgress) => void;
  /** What the chunk's page writes to its console and what it is refused. */
  readonly onNotice?: (notice: PageNotice) => void;
  /** Its worker is free for the next task, although the encoder of this one may still be at work. */
  readonly onLeft?: () => void;
}

/** One chunk for the pool. */
export interface PoolTask extends TaskWatch {
  readonly planDir: string;
  readonly chunkIndex: number;
  readonly outputPath: string;
  /** No other chunk waits for this worker: nothing is prepared for one. */
  readonly isLast?: boolean;
}

export interface RenderPool {
  /** Lets every thread start its browser before there is a chunk to render. */
  prepare(kind: BrowserKind): void;
  /** The newest frame of a chunk that is being rendered; null when it has none, or its thread does not answer. */
  peek(chunkIndex: number): Promise<NewestFrame | null>;
  /** Renders one chunk on the next free worker. Never rejects. */
  render(task: PoolTask): Promise<Outcome<ChunkResult>>;
  /** Captures some frames of a page on the next free worker. Never rejects. */
  sample(request: SampleRequest, signal?: AbortSignal): Promise<Outcome<SampledFrames>>;
  /** Kills every process of the pool at once, synchronously: for the end of our own process. */
  killAll(): void;
  /** Ends every browser and thread. Call it when no task is running. Never throws. */
  close(): Promise<void>;
}

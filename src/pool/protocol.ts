import type { MessagePort } from 'node:worker_threads';
import type { PageNotice } from '../browser/index.js';
import type { BrowserKind, BrowserReady, SampleRequest, SpawnKind } from '../chunk/index.js';
import type { ChunkProgress, ToolPaths } from '../contract/index.js';
import type { Outcome } from '../errors/index.js';
import type { Environment } from '../process/index.js';

/** What every thread of a pool is started with. */
export interface WorkerSetup {
  readonly tools: ToolPaths;
  readonly env: Environment;
  readonly workDir: string;
}

/** What a task is, as it crosses to the thread: a chunk of a plan, or some frames of a page that is being planned. */
export type WireWork =
  | {
      readonly type: 'render';
      readonly planDir: string;
      readonly chunkIndex: number;
      readonly outputPath: string;
      readonly isLast: boolean;
    }
  | { readonly type: 'sample'; readonly request: SampleRequest };

/** One task, as it crosses to the thread. */
export interface WireTask {
  readonly taskId: number;
  readonly work: WireWork;
}

/** First word of a thread: the port over which it and the pool talk from then on. */
export interface Hello {
  readonly type: 'framelane-hello';
  readonly threadId: number;
  readonly port: MessagePort;
}

/** The newest frame that a thread has captured. */
export interface NewestFrame {
  readonly chunkIndex: number;
  readonly frameIndex: number;
  /** JPEG, PNG or BMP. */
  readonly image: Uint8Array;
}

/** What a thread tells the pool. */
export type FromThread =
  | { readonly type: 'task-started'; readonly taskId: number }
  | { readonly type: 'spawned'; readonly pid: number; readonly kind: SpawnKind }
  | { readonly type: 'gone'; readonly pid: number }
  | { readonly type: 'browser-ready'; readonly ready: BrowserReady }
  | { readonly type: 'progress'; readonly taskId: number; readonly progress: ChunkProgress }
  | { readonly type: 'notice'; readonly taskId: number; readonly notice: PageNotice }
  /** Its browser is free: the next task may come before the outcome of this one. */
  | { readonly type: 'left'; readonly taskId: number }
  | { readonly type: 'outcome'; readonly taskId: number; readonly outcome: Outcome<unknown> }
  | { readonly type: 'peeked'; readonly frame: NewestFrame | null }
  | { readonly type: 'launch-wanted' }
  | { readonly type: 'launch-over' }
  | { readonly type: 'closed' };

/** What the pool tells a thread. */
export type ToThread =
  | { readonly type: 'prepare'; readonly kind: BrowserKind }
  | { readonly type: 'launch-granted' }
  | { readonly type: 'cancel'; readonly taskId: number }
  | { readonly type: 'peek' }
  | { readonly type: 'close' };

import pLimit from 'p-limit';
import { Piscina } from 'piscina';
import type { BrowserKind, SampledFrames, SampleRequest } from '../chunk/index.js';
import type { ChunkResult } from '../contract/index.js';
import { type ErrorCode, type Outcome, RenderError, toErrorData } from '../errors/index.js';
import type { FromThread, Hello, NewestFrame, WireTask, WireWork, WorkerSetup } from './protocol.js';
import { cancelledOutcome, RunningTask } from './running-task.js';
import { ThreadLink } from './thread-link.js';
import type { PoolTask, RenderPool, RenderPoolOptions, TaskWatch } from './types.js';

/** What one thread may have on its heap; images are outside of it. */
const THREAD_HEAP_MIB = 512;
/** How long a thread gets to end its browser politely. */
const CLOSE_TIMEOUT_MS = 5000;
/** A thread that is busy with a frame answers after it. */
const PEEK_TIMEOUT_MS = 1000;

/** Makes the pool: threads that each keep one browser warm between chunks. */
export function createRenderPool(options: RenderPoolOptions): RenderPool {
  return new PiscinaRenderPool(options);
}

class PiscinaRenderPool implements RenderPool {
  readonly #piscina: Piscina<WireTask, void>;
  readonly #links = new Map<number, ThreadLink>();
  readonly #tasks = new Map<number, RunningTask>();
  readonly #launches: ReturnType<typeof pLimit>;
  /** Ends the launch turn of a thread. */
  readonly #launching = new Map<ThreadLink, () => void>();
  #prepared: BrowserKind | null = null;
  /** Whether any thread has ever started. */
  #hasMet = false;
  #nextTaskId = 0;
  #closing = false;

  constructor(private readonly options: RenderPoolOptions) {
    const { workers, tools, env, workDir } = options;
    this.#launches = pLimit(options.concurrentLaunches);
    this.#piscina = new Piscina({
      filename: new URL('./worker.js', import.meta.url).href,
      minThreads: workers,
      maxThreads: workers,
      // The default freezes a thread between tasks, and with it the connection to its browser.
      atomics: 'disabled',
      idleTimeout: Number.POSITIVE_INFINITY,
      resourceLimits: { maxOldGenerationSizeMb: options.threadHeapMib ?? THREAD_HEAP_MIB },
      workerData: { tools, env: { ...env }, workDir } satisfies WorkerSetup,
    });
    this.#piscina.on('message', (message: Hello) => {
      if (message.type === 'framelane-hello') this.#meet(message);
    });
    // A thread that ended without a task: when it could not even start, nobody would ever take what waits.
    this.#piscina.on('error', (error: unknown) => this.#failWaiting(error));
  }

  prepare(kind: BrowserKind): void {
    this.#prepared = kind;
    for (const link of this.#links.values()) link.tell({ type: 'prepare', kind });
  }

  render(task: PoolTask): Promise<Outcome<ChunkResult>> {
    const { planDir, chunkIndex, outputPath, isLast = false } = task;
    return this.#run({ type: 'render', planDir, chunkIndex, outputPath, isLast }, chunkIndex, task);
  }

  sample(request: SampleRequest, signal?: AbortSignal): Promise<Outcome<SampledFrames>> {
    return this.#run({ type: 'sample', request }, null, signal === undefined ? {} : { signal });
  }

  /** @returns what the thread makes of `work`. */
  async #run<T>(work: WireWork, chunkIndex: number | null, watch: TaskWatch): Promise<Outcome<T>> {
    const taskId = this.#nextTaskId++;
    const running = new RunningTask(taskId, chunkIndex, watch);
    this.#tasks.set(taskId, running);
    // What becomes of it is told over the link, in the order in which it happens.
    this.#piscina.run({ taskId, work }).catch((error: unknown) => running.settle(this.#lost(running, error)));
    try {
      return (await running.outcome) as Outcome<T>;
    } finally {
      this.#tasks.delete(taskId);
      running.release();
    }
  }

  async peek(chunkIndex: number): Promise<NewestFrame | null> {
    const task = [...this.#tasks.values()].find((candidate) => candidate.chunkIndex === chunkIndex);
    const frame = (await task?.link?.peek(PEEK_TIMEOUT_MS)) ?? null;
    return frame?.chunkIndex === chunkIndex ? frame : null;
  }

  killAll(): void {
    for (const link of this.#links.values()) link.killProcesses();
  }

  async close(): Promise<void> {
    this.#closing = true;
    await Promise.all([...this.#links.values()].map((link) => link.close(CLOSE_TIMEOUT_MS)));
    await this.#piscina.destroy().catch(() => undefined);
  }

  #meet(hello: Hello): void {
    const taken = new Set([...this.#links.values()].map(({ workerId }) => workerId));
    let workerId = 0;
    while (taken.has(workerId)) workerId++;
    const link = new ThreadLink(
      hello,
      workerId,
      (from, message) => this.#hear(from, message),
      (gone) => this.#forget(gone),
    );
    this.#links.set(hello.threadId, link);
    this.#hasMet = true;
    if (this.#prepared !== null) link.tell({ type: 'prepare', kind: this.#prepared });
  }

  #hear(link: ThreadLink, message: FromThread): void {
    const { workerId } = link;
    switch (message.type) {
      case 'task-started':
        this.#tasks.get(message.taskId)?.start(link);
        break;
      case 'progress':
        this.#tasks.get(message.taskId)?.progress(message.progress);
        break;
      case 'notice':
        this.#tasks.get(message.taskId)?.notice(message.notice);
        break;
      case 'left':
        this.#tasks.get(message.taskId)?.leave();
        break;
      case 'outcome':
        this.#tasks.get(message.taskId)?.settle(message.outcome);
        break;
      case 'spawned':
        this.options.onSpawn?.(workerId, message.pid, message.kind);
        break;
      case 'browser-ready':
        this.options.onBrowserReady?.(workerId, message.ready);
        break;
      case 'launch-wanted':
        void this.#launches(() => this.#grantLaunch(link));
        break;
      case 'launch-over':
        this.#launching.get(link)?.();
        break;
    }
  }

  /** One launch turn: from the grant until the thread says that it is over, or is gone. */
  #grantLaunch(link: ThreadLink): Promise<void> {
    if (this.#links.get(link.threadId) !== link) return Promise.resolve();
    return new Promise((resolve) => {
      this.#launching.set(link, resolve);
      link.tell({ type: 'launch-granted' });
    });
  }

  #forget(link: ThreadLink): void {
    this.#links.delete(link.threadId);
    this.#launching.get(link)?.();
    this.#launching.delete(link);
    // Piscina tells of the one that the thread worked on, and knows nothing of the one whose encoder was at work.
    for (const task of this.#tasks.values()) {
      if (task.link === link && task.hasLeft) task.settle(this.#lost(task, new Error('its thread is gone')));
    }
  }

  #lost(running: RunningTask, thrown: unknown): Outcome<never> {
    if (running.cancelled) return cancelledOutcome();
    const { link } = running;
    const error = toErrorData(describeLoss(thrown, link?.workerId));
    if (link !== null) {
      link.killProcesses();
      if (!this.#closing) this.options.onWorkerLost?.(link.workerId, error);
    }
    return { ok: false, error };
  }

  #failWaiting(thrown: unknown): void {
    // Threads can start here, so another one takes the place of the lost.
    if (this.#hasMet) return;
    const error = toErrorData(describeLoss(thrown, undefined));
    for (const task of this.#tasks.values()) if (task.link === null) task.settle({ ok: false, error });
  }
}

/** What became of a thread that ended under its task. */
function describeLoss(thrown: unknown, workerId: number | undefined): RenderError {
  const cause = thrown instanceof Error ? thrown : new Error(String(thrown));
  const outOfMemory = 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY';
  const code: ErrorCode = outOfMemory ? 'OUT_OF_MEMORY' : 'WORKER_LOST';
  const who = workerId === undefined ? 'A worker thread' : `Worker ${workerId}`;
  const message = outOfMemory
    ? `${who} ran out of memory and was replaced.`
    : `${who} ended while it rendered (${cause.message}) and was replaced.`;
  return new RenderError(code, message, workerId === undefined ? {} : { workerId }, { cause });
}

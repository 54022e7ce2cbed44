import type { PageNotice } from '../browser/index.js';
import type { ChunkProgress } from '../contract/index.js';
import { type Outcome, RenderError, toErrorData } from '../errors/index.js';
import type { ThreadLink } from './thread-link.js';
import type { TaskWatch } from './types.js';

/** How long a cancelled task gets to end by itself before its processes are killed, unless it has left them. */
const KILL_AFTER_MS = 5000;
/** How long after that its thread gets to notice. */
const ABANDON_AFTER_MS = 2000;

/** A task from hand-over to outcome: knows its thread and sees a cancel through. */
export class RunningTask {
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #onAbort = () => this.#cancel();
  #link: ThreadLink | null = null;
  #hasLeft = false;
  #isOver = false;
  #settle: (outcome: Outcome<unknown>) => void = () => {};
  readonly outcome = new Promise<Outcome<unknown>>((resolve) => {
    this.#settle = resolve;
  });

  constructor(
    private readonly taskId: number,
    /** Null for a task that renders no chunk. */
    readonly chunkIndex: number | null,
    private readonly task: TaskWatch,
  ) {
    task.signal?.addEventListener('abort', this.#onAbort, { once: true });
    if (task.signal?.aborted === true) this.#cancel();
  }

  /** The thread that works on it; null while it waits. */
  get link(): ThreadLink | null {
    return this.#link;
  }

  get cancelled(): boolean {
    return this.task.signal?.aborted === true;
  }

  start(link: ThreadLink): void {
    this.#link = link;
    this.task.onStarted?.(link.workerId);
    if (this.cancelled) this.#tellCancel();
  }

  progress(progress: ChunkProgress): void {
    this.task.onProgress?.(progress);
  }

  notice(notice: PageNotice): void {
    this.task.onNotice?.(notice);
  }

  /** Its thread takes the next task, though this one may not be over. */
  leave(): void {
    if (this.#isOver) return;
    this.#hasLeft = true;
    this.task.onLeft?.();
  }

  get hasLeft(): boolean {
    return this.#hasLeft;
  }

  /** Whoever settles it first has the last word. */
  settle(outcome: Outcome<unknown>): void {
    this.#settle(outcome);
  }

  /** Stops listening; to be called when the task is over. */
  release(): void {
    this.#isOver = true;
    this.task.signal?.removeEventListener('abort', this.#onAbort);
    for (const timer of this.#timers) clearTimeout(timer);
  }

  #cancel(): void {
    this.#tellCancel();
    this.#timers.push(
      setTimeout(() => this.#kill(), KILL_AFTER_MS),
      setTimeout(() => this.settle(cancelledOutcome()), KILL_AFTER_MS + ABANDON_AFTER_MS),
    );
  }

  /** The processes of a thread that this task has left are another's. */
  #kill(): void {
    if (!this.#hasLeft) this.#link?.killProcesses();
  }

  /** A task that has not reached a thread yet is told as soon as it does. */
  #tellCancel(): void {
    this.#link?.tell({ type: 'cancel', taskId: this.taskId });
  }
}

export function cancelledOutcome(): Outcome<never> {
  return { ok: false, error: toErrorData(new RenderError('CANCELLED', 'The run was cancelled.')) };
}

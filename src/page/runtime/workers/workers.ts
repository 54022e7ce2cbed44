import type { ReadinessBlocker } from '../../protocol.js';
import type { PageErrors } from '../page-errors.js';
import { replace } from '../replace.js';
import { type FromWorker, fromEnvelope, type ToWorker, toEnvelope } from './messages.js';
import type { OffscreenCanvases } from './offscreen-canvases.js';

interface Linked {
  readonly name: string;
  readonly post: (message: unknown, transfer?: Transferable[]) => void;
  waiting: ((answer: FromWorker | null) => void)[];
  last: FromWorker | null;
  isAsked: boolean;
}

/**
 * The workers of this document. Their clocks follow its clock: they are stepped with every frame, and a seek ends when
 * they have done what the frame asked of them and their pictures are in the document.
 */
export class Workers {
  readonly #errors: PageErrors;
  readonly #canvases: OffscreenCanvases;
  readonly #workers = new Map<object, Linked>();

  constructor(errors: PageErrors, canvases: OffscreenCanvases) {
    this.#errors = errors;
    this.#canvases = canvases;
  }

  install(): void {
    const { Worker: RealWorker } = window;
    const { postMessage, terminate } = RealWorker.prototype;
    const link = (worker: Worker, url: unknown) => this.#link(worker, String(url), postMessage);
    const unlink = (worker: Worker) => this.#unlink(worker);
    const canvases = this.#canvases;
    class LinkedWorker extends RealWorker {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        link(this, url);
      }
    }
    Object.defineProperty(LinkedWorker, 'name', { value: 'Worker' });
    replace(window, { Worker: LinkedWorker });
    replace(RealWorker.prototype, {
      postMessage(this: Worker, message: unknown, second?: Transferable[] | StructuredSerializeOptions) {
        const handed = canvases.take((Array.isArray(second) ? second : second?.transfer) ?? []);
        const data: unknown =
          handed.length === 0 ? message : toEnvelope({ kind: 'deliver', data: message, canvases: handed });
        return Reflect.apply(postMessage, this, second === undefined ? [data] : [data, second]);
      },
      terminate(this: Worker) {
        unlink(this);
        terminate.call(this);
      },
    });
  }

  get isEmpty(): boolean {
    return this.#workers.size === 0;
  }

  get hasFrameCallbacks(): boolean {
    return [...this.#workers.values()].some(({ last }) => last?.hasFrameCallbacks === true);
  }

  get nextDueMs(): number | null {
    const due = [...this.#workers.values()].flatMap(({ last }) => last?.nextDueMs ?? []);
    return due.length === 0 ? null : Math.min(...due);
  }

  get isPending(): boolean {
    return this.hasFrameCallbacks || this.nextDueMs !== null;
  }

  /** Names the workers that have not done yet what they were asked while the page loaded. */
  blockers(): ReadinessBlocker[] {
    const waiting = [...this.#workers.values()].filter(({ last }) => last === null);
    for (const worker of waiting) {
      if (worker.isAsked) continue;
      worker.isAsked = true;
      void this.#ask(worker, { kind: 'ping' });
    }
    return waiting.map(({ name }) => ({ kind: 'script', what: `the worker ${name}` }));
  }

  /** Returns how many callbacks ran. */
  step(timeMs: number): Promise<number> {
    return this.#askAll({ kind: 'step', timeMs });
  }

  async stepHeld(): Promise<void> {
    await this.#askAll({ kind: 'stepHeld' });
  }

  /** Returns how many callbacks were left waiting. */
  settle(): Promise<number> {
    return this.#askAll({ kind: 'settle' });
  }

  async #askAll(message: ToWorker): Promise<number> {
    if (this.isEmpty) return 0;
    const answers = await Promise.all(
      [...this.#workers.values()].map((worker) => this.#ask(worker, message)),
    );
    return answers.reduce((sum, answer) => sum + (answer?.activity ?? 0), 0);
  }

  #ask(worker: Linked, message: ToWorker): Promise<FromWorker | null> {
    return new Promise((resolve) => {
      worker.waiting.push(resolve);
      worker.post(toEnvelope(message));
    });
  }

  #link(worker: Worker, url: string, postMessage: Worker['postMessage']): void {
    const linked: Linked = {
      name: url.startsWith('blob:') ? 'made of a blob' : (url.split('/').at(-1) ?? url),
      post: (message) => Reflect.apply(postMessage, worker, [message]),
      waiting: [],
      last: null,
      isAsked: false,
    };
    this.#workers.set(worker, linked);
    // Before any listener of the page.
    worker.addEventListener('message', (event) => {
      const answer = fromEnvelope<FromWorker>(event.data);
      if (answer === null) return;
      event.stopImmediatePropagation();
      this.#hear(worker, linked, answer);
    });
    worker.addEventListener('error', (event) => {
      if (!(event instanceof ErrorEvent)) this.#unlink(worker);
      else if (event.message !== '')
        this.#errors.addProblem(`${event.message} (worker ${linked.name}:${event.lineno})`);
    });
  }

  #hear(worker: Worker, linked: Linked, answer: FromWorker): void {
    if (answer.closes === true) {
      this.#unlink(worker);
      return;
    }
    if (answer.refusal !== undefined) {
      this.#errors.addRefusal(
        `${answer.refusal}, which does not follow the frames.`,
        'Start workers from the document.',
      );
      return;
    }
    linked.last = answer;
    for (const { id, bitmap } of answer.pictures) this.#canvases.show(id, bitmap);
    linked.waiting.shift()?.(answer);
  }

  #unlink(worker: Worker): void {
    for (const resolve of this.#workers.get(worker)?.waiting ?? []) resolve(null);
    this.#workers.delete(worker);
  }
}

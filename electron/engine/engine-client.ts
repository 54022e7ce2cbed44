import { MessageChannelMain, type MessagePortMain, type UtilityProcess, utilityProcess } from 'electron';
import { RenderError } from '../../src/errors/index.js';
import { type Activity, fromEngineSchema, IDLE, type ToEngine } from './engine-messages.js';

/** How long a stopped run may take to end its browsers before the process is killed, in milliseconds. */
const CLOSE_TIMEOUT_MS = 15_000;

export interface EngineClientOptions {
  /** The built entry of the process. */
  readonly modulePath: string;
  /** Path handles that an engine must know; asked for at each start. */
  readonly handles: () => readonly (readonly [handle: string, path: string])[];
  readonly onActivity: (activity: Activity) => void;
  /** The process ended without being asked to. */
  readonly onGone: (exitCode: number) => void;
}

interface Deferred {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

interface Running {
  readonly child: UtilityProcess;
  readonly ready: Promise<void>;
  readonly exited: Promise<void>;
}

/**
 * The main process's end of the engine. The process is started by the first window that asks for it, and again by the
 * next one that asks after it died: the windows' back-off paces a process that dies at once.
 */
export class EngineClient {
  readonly #options: EngineClientOptions;
  #running: Running | null = null;
  #closing = false;
  #nextId = 1;
  readonly #asked = new Map<number, (path: string | null) => void>();

  constructor(options: EngineClientOptions) {
    this.#options = options;
  }

  /** A window's port to the engine. @throws INTERNAL when the engine does not start. */
  async connect(): Promise<MessagePortMain> {
    const { child, ready } = this.#start();
    await ready;
    const { port1, port2 } = new MessageChannelMain();
    child.postMessage({ kind: 'connect' } satisfies ToEngine, [port1]);
    return port2;
  }

  /** Tells a running engine of a handle; one that starts later asks for all of them. */
  announceHandle(handle: string, path: string): void {
    this.#running?.child.postMessage({ kind: 'handle', handle, path } satisfies ToEngine);
  }

  /** Absolute path of a run's finished file; null when there is none, or no engine to ask. */
  async outputPath(runId: string): Promise<string | null> {
    const { child, ready } = this.#start();
    await ready;
    const id = this.#nextId++;
    return new Promise((resolve) => {
      this.#asked.set(id, resolve);
      child.postMessage({ kind: 'output-path', id, runId } satisfies ToEngine);
    });
  }

  /** Stops what runs and waits until the process is gone; kills it when it takes too long. */
  async close(): Promise<void> {
    this.#closing = true;
    const running = this.#running;
    if (running === null) return;
    running.child.postMessage({ kind: 'close' } satisfies ToEngine);
    const timer = setTimeout(() => running.child.kill(), CLOSE_TIMEOUT_MS);
    await running.exited;
    clearTimeout(timer);
  }

  #start(): Running {
    if (this.#closing) throw new RenderError('CANCELLED', 'Framelane is being closed.');
    if (this.#running !== null) return this.#running;
    const child = utilityProcess.fork(this.#options.modulePath, [], {
      serviceName: 'Framelane engine',
      stdio: 'inherit',
    });
    const ready = defer();
    const exited = defer();
    // A window that waits gets the rejection; with none waiting there is nobody to tell.
    ready.promise.catch(() => {});
    child.on('message', (data: unknown) => this.#receive(data, ready));
    child.on('exit', (exitCode) => {
      this.#running = null;
      ready.reject(new RenderError('INTERNAL', `The engine ended with code ${exitCode}.`, { exitCode }));
      for (const answer of this.#asked.values()) answer(null);
      this.#asked.clear();
      exited.resolve();
      this.#options.onActivity(IDLE);
      if (!this.#closing) this.#options.onGone(exitCode);
    });
    this.#running = { child, ready: ready.promise, exited: exited.promise };
    for (const [handle, path] of this.#options.handles()) this.announceHandle(handle, path);
    return this.#running;
  }

  #receive(data: unknown, ready: Deferred): void {
    const message = fromEngineSchema.safeParse(data);
    if (!message.success) return;
    switch (message.data.kind) {
      case 'ready':
        ready.resolve();
        break;
      case 'failed':
        ready.reject(new RenderError('INTERNAL', `The engine did not start: ${message.data.message}`));
        break;
      case 'output-path':
        this.#asked.get(message.data.id)?.(message.data.path);
        this.#asked.delete(message.data.id);
        break;
      case 'activity':
        this.#options.onActivity(message.data.activity);
        break;
    }
  }
}

function defer(): Deferred {
  let resolve: Deferred['resolve'] = () => {};
  let reject: Deferred['reject'] = () => {};
  const promise = new Promise<void>((accept, refuse) => {
    resolve = accept;
    reject = refuse;
  });
  return { promise, resolve, reject };
}

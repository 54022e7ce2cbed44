import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { RenderError } from '../../errors/index.js';
import type { Environment } from '../../process/index.js';
import { type EngineFolders, fromEngineSchema, type ToEngine } from './engine-link.js';

/** How long a stopped run may take to end its browsers before the process is killed, milliseconds. */
const CLOSE_TIMEOUT_MS = 20_000;

/** A window's connection as the server has it: text in, text out. */
export interface TextSocket {
  send(text: string): void;
  onText(listener: (text: string) => void): void;
  onClose(listener: () => void): void;
  close(): void;
}

export interface SupervisorOptions {
  readonly folders: EngineFolders;
  readonly env: Environment;
  /** The engine ended without being asked to; the next window that connects starts it again. */
  readonly onGone?: (how: string) => void;
}

interface Running {
  readonly child: ChildProcess;
  readonly ready: Promise<void>;
  readonly exited: Promise<void>;
}

/**
 * Keeps the engine in a process of its own. When it dies, its windows are closed, and the next one that connects starts it
 * again: the windows' back-off paces an engine that dies at once.
 */
export class EngineSupervisor {
  #running: Running | null = null;
  #closing = false;
  #lastId = 0;
  readonly #windows = new Map<number, TextSocket>();
  readonly #asked = new Map<number, (path: string | null) => void>();

  constructor(private readonly options: SupervisorOptions) {}

  /** Starts the engine unless it runs. @throws INTERNAL when it does not start; CANCELLED after {@link close}. */
  async start(): Promise<void> {
    await this.#start().ready;
  }

  /** Joins a window to the running engine. @param outputQuery what lets it fetch finished files. */
  connect(socket: TextSocket, outputQuery: string): void {
    const windowId = ++this.#lastId;
    this.#windows.set(windowId, socket);
    this.#tell({ kind: 'open', windowId, outputQuery });
    socket.onText((text) => this.#tell({ kind: 'text', windowId, text }));
    socket.onClose(() => {
      this.#windows.delete(windowId);
      this.#tell({ kind: 'closed', windowId });
    });
  }

  /** Absolute path of a run's finished file; null when there is none. */
  async outputPath(runId: string): Promise<string | null> {
    await this.start();
    const id = ++this.#lastId;
    return new Promise((resolve) => {
      this.#asked.set(id, resolve);
      this.#tell({ kind: 'output-path', id, runId });
    });
  }

  /** Stops what runs and waits until the process is gone; kills it when it takes too long. */
  async close(): Promise<void> {
    this.#closing = true;
    const running = this.#running;
    if (running === null) return;
    this.#tell({ kind: 'close' });
    const timer = setTimeout(() => this.kill(), CLOSE_TIMEOUT_MS);
    await running.exited;
    clearTimeout(timer);
  }

  /** Ends the process at once. */
  kill(): void {
    this.#running?.child.kill('SIGKILL');
  }

  #start(): Running {
    if (this.#closing) throw new RenderError('CANCELLED', 'Framelane is being closed.');
    if (this.#running !== null) return this.#running;
    const child = fork(fileURLToPath(new URL('./engine-process.js', import.meta.url)), [], {
      env: { ...this.options.env },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    let setReady = () => {};
    let refuse: (error: Error) => void = () => {};
    const ready = new Promise<void>((resolve, reject) => {
      setReady = resolve;
      refuse = reject;
    });
    // A window that waits gets the rejection; with none waiting there is nobody to tell.
    ready.catch(() => {});
    child.on('message', (data) => {
      const message = fromEngineSchema.safeParse(data);
      if (!message.success) return;
      const { data: said } = message;
      if (said.kind === 'ready') setReady();
      if (said.kind === 'failed')
        refuse(new RenderError('INTERNAL', `The engine did not start: ${said.message}`));
      if (said.kind === 'text') this.#windows.get(said.windowId)?.send(said.text);
      if (said.kind === 'output-path') {
        this.#asked.get(said.id)?.(said.path);
        this.#asked.delete(said.id);
      }
    });
    const exited = new Promise<void>((resolve) => {
      child.on('error', refuse);
      child.on('exit', (code, signal) => {
        const how = signal ?? `code ${code}`;
        refuse(new RenderError('INTERNAL', `The engine ended with ${how}.`, { how }));
        this.#forget(how);
        resolve();
      });
    });
    this.#running = { child, ready, exited };
    this.#tell({ kind: 'start', folders: this.options.folders });
    return this.#running;
  }

  #forget(how: string): void {
    this.#running = null;
    for (const answer of this.#asked.values()) answer(null);
    this.#asked.clear();
    const windows = [...this.#windows.values()];
    this.#windows.clear();
    for (const window of windows) window.close();
    if (!this.#closing) this.options.onGone?.(how);
  }

  #tell(message: ToEngine): void {
    const { child } = this.#running ?? {};
    // A process that has just died is told of by its `exit`.
    if (child?.connected === true) child.send(message, () => {});
  }
}

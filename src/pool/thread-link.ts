import type { MessagePort } from 'node:worker_threads';
import { killTree } from '../process/index.js';
import type { FromThread, Hello, NewestFrame, ToThread } from './protocol.js';

/** The pool's side of one thread: its port, and the processes it has announced. */
export class ThreadLink {
  readonly threadId: number;
  readonly #port: MessagePort;
  readonly #pids = new Set<number>();
  #open = true;

  constructor(
    hello: Hello,
    readonly workerId: number,
    onMessage: (link: ThreadLink, message: FromThread) => void,
    onGone: (link: ThreadLink) => void,
  ) {
    this.threadId = hello.threadId;
    this.#port = hello.port;
    this.#port.on('message', (message: FromThread) => {
      if (message.type === 'spawned') this.#pids.add(message.pid);
      if (message.type === 'gone') this.#pids.delete(message.pid);
      onMessage(this, message);
    });
    // The port closes with its thread, however that ends.
    this.#port.on('close', () => {
      this.#open = false;
      this.killProcesses();
      onGone(this);
    });
  }

  tell(message: ToThread): void {
    if (this.#open) this.#port.postMessage(message);
  }

  /** Asks for the newest frame; null when the thread has none or does not answer in time. */
  peek(timeoutMs: number): Promise<NewestFrame | null> {
    if (!this.#open) return Promise.resolve(null);
    return new Promise((resolve) => {
      const settle = (frame: NewestFrame | null) => {
        clearTimeout(timer);
        this.#port.off('message', onMessage);
        resolve(frame);
      };
      const onMessage = (message: FromThread) => {
        if (message.type === 'peeked') settle(message.frame);
      };
      const timer = setTimeout(() => settle(null), timeoutMs);
      this.#port.on('message', onMessage);
      this.tell({ type: 'peek' });
    });
  }

  /** Kills what the thread has started, trees included. */
  killProcesses(): void {
    for (const pid of this.#pids) killTree(pid);
    this.#pids.clear();
  }

  /** Asks the thread to end its browser and waits for that, but not longer than `timeoutMs`; then kills. */
  async close(timeoutMs: number): Promise<void> {
    if (this.#open) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, timeoutMs);
        const done = () => {
          clearTimeout(timer);
          resolve();
        };
        this.#port.on('message', (message: FromThread) => {
          if (message.type === 'closed') done();
        });
        this.#port.once('close', done);
        this.tell({ type: 'close' });
      });
    }
    this.killProcesses();
  }
}

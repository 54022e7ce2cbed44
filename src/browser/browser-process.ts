import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import puppeteer, { type Browser } from 'puppeteer-core';
import { throwIfAborted } from '../errors/index.js';
import { killTree } from '../process/index.js';
import { classifyLaunchFailure } from './classify-browser-failure.js';
import { PipeTransport } from './pipe-transport.js';

/** A browser that has not started by then will not. */
const LAUNCH_TIMEOUT_MS = 30_000;
/** Nor will a request be answered that was not by then. Requests of a page's work have times of their own (PageChannel). */
const REQUEST_TIMEOUT_MS = 30_000;
/** How long a dying process is given to finish its sentence. */
const LAST_WORDS_MS = 500;
const STDERR_TAIL_CHARACTERS = 4000;

/** The process of a browser, leader of its own process group, from its first moment to its last. */
export class BrowserProcess {
  /** Resolves when the process has ended; also when it never began. */
  readonly exited: Promise<void>;
  /** The same, and what it wrote has been read. */
  readonly #closed: Promise<void>;
  readonly #child: ChildProcess;
  readonly #path: string;
  #stderrTail = '';
  #spawnError: unknown;

  /** @param flags of the browser, with `--remote-debugging-pipe`. */
  constructor(path: string, flags: readonly string[]) {
    this.#path = path;
    this.#child = spawn(path, flags, {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    const failed = new Promise<void>((resolve) => {
      this.#child.once('error', (error) => {
        this.#spawnError = error;
        resolve();
      });
    });
    const until = (event: 'exit' | 'close') =>
      Promise.race([failed, new Promise<void>((resolve) => this.#child.once(event, () => resolve()))]);
    this.exited = until('exit');
    this.#closed = until('close');
    this.#child.stderr?.on('data', (text: Buffer) => {
      this.#stderrTail = (this.#stderrTail + text).slice(-STDERR_TAIL_CHARACTERS);
    });
  }

  /** Undefined when the system refused to start it; {@link connect} says why. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  /**
   * Waits until the browser answers.
   * @throws BROWSER_LAUNCH_FAILED with the end of stderr when it exits or stays silent, CANCELLED.
   */
  async connect(signal: AbortSignal | undefined): Promise<Browser> {
    const [, , , toBrowser, fromBrowser] = this.#child.stdio;
    const transport = new PipeTransport(toBrowser as Writable, fromBrowser as Readable);
    const answered = puppeteer.connect({
      transport,
      defaultViewport: null,
      protocolTimeout: REQUEST_TIMEOUT_MS,
    });
    answered.catch(() => undefined);
    const timer = new AbortController();
    const silence = sleep(LAUNCH_TIMEOUT_MS, undefined, { signal: anyOf(timer.signal, signal) }).then(() => {
      throw new Error(`it did not answer within ${LAUNCH_TIMEOUT_MS / 1000} s`);
    });
    try {
      return await Promise.race([answered, silence, this.#endedEarly()]);
    } catch (error) {
      throwIfAborted(signal);
      // The pipe closes a moment before the process ends; its last words say why.
      await Promise.race([this.#closed, sleep(LAST_WORDS_MS)]);
      throw classifyLaunchFailure(this.#ending() ?? error, this.#stderrTail, this.#path);
    } finally {
      timer.abort();
      silence.catch(() => undefined);
    }
  }

  async #endedEarly(): Promise<never> {
    await this.exited;
    throw this.#ending();
  }

  /** Why there is no process any more; undefined while there is one. */
  #ending(): unknown {
    const { signalCode, exitCode } = this.#child;
    if (this.#spawnError !== undefined) return this.#spawnError;
    if (signalCode === null && exitCode === null) return undefined;
    return new Error(`it ended at once with ${signalCode ?? `exit code ${exitCode}`}`);
  }

  /** Kills it with everything it started. */
  kill(): void {
    if (this.#child.pid !== undefined) killTree(this.#child.pid);
  }
}

function anyOf(own: AbortSignal, given: AbortSignal | undefined): AbortSignal {
  return given === undefined ? own : AbortSignal.any([own, given]);
}

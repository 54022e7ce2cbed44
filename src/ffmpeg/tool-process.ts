import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { killTree, quoteCommand } from '../process/index.js';
import { type FfmpegExit, ffmpegNotStarted, judgeFfmpegExit } from './classify-ffmpeg-failure.js';

/** How much of stderr is kept, in characters. */
const TAIL_LENGTH = 4000;

/**
 * One running ffmpeg or ffprobe, leader of its own process group. Raw `spawn` rather than a library: the process id is
 * needed at once, and stdin is written with our own back-pressure.
 */
export class ToolProcess {
  readonly command: string;
  /** 0 when it could not be started; `exited` tells why. */
  readonly pid: number;
  readonly stdin: Writable;
  readonly stdout: Readable;
  /** Settles when the process has gone: null after success, otherwise the error. Never rejects. */
  readonly exited: Promise<Error | null>;
  #stderrTail = '';

  constructor(path: string, args: readonly string[]) {
    this.command = quoteCommand(path, args);
    const child = spawn(path, args, {
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    this.pid = child.pid ?? 0;
    this.stdin = child.stdin;
    this.stdout = child.stdout;
    // A process that has gone closes its pipe; its exit tells the reason.
    child.stdin.on('error', () => undefined);
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#stderrTail = (this.#stderrTail + text).slice(-TAIL_LENGTH);
    });
    this.exited = this.#waitForExit(path, child);
  }

  /** Kills it and everything it started, and waits until it has gone. Never throws. */
  async kill(): Promise<void> {
    if (this.pid !== 0) killTree(this.pid);
    await this.exited;
  }

  #waitForExit(path: string, child: ChildProcess): Promise<Error | null> {
    return new Promise((resolve) => {
      child.once('error', (error) => resolve(ffmpegNotStarted(path, error)));
      child.once('close', (exitCode, signal) => {
        const exit: FfmpegExit = { stderrTail: this.#stderrTail, exitCode, signal, command: this.command };
        resolve(judgeFfmpegExit(exit));
      });
    });
  }
}

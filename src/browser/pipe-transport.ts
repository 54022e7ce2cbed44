import type { Readable, Writable } from 'node:stream';
import type { ConnectionTransport } from 'puppeteer-core';

const NUL = 0;

/** DevTools messages over two pipes, each message ended by a NUL byte: Chrome's `--remote-debugging-pipe`. */
export class PipeTransport implements ConnectionTransport {
  onmessage?: (message: string) => void;
  onclose?: () => void;
  readonly #writable: Writable;
  #pending: Buffer[] = [];

  constructor(writable: Writable, readable: Readable) {
    this.#writable = writable;
    readable.on('data', (chunk: Buffer) => this.#take(chunk));
    readable.once('close', () => this.onclose?.());
    // A pipe whose other end has gone is told by its closing; what was still being written is lost either way.
    for (const stream of [readable, writable]) stream.on('error', () => {});
  }

  send(message: string): void {
    this.#writable.write(`${message}\0`);
  }

  close(): void {
    this.#writable.end();
  }

  #take(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(NUL); end !== -1; end = chunk.indexOf(NUL, start)) {
      const message = Buffer.concat([...this.#pending, chunk.subarray(start, end)]).toString();
      this.#pending = [];
      start = end + 1;
      // Answers are handled one after the other, as they would be from a socket.
      setImmediate(() => this.onmessage?.(message));
    }
    if (start < chunk.length) this.#pending.push(chunk.subarray(start));
  }
}

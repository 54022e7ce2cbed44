import type { Writable } from 'node:stream';
import { createPaint, type Paint, wantsColour } from './view/paint.js';

/** A stream of the process as commands see it. */
export interface TextStream extends Writable {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
}

/** Where a command reads from and writes to: handed in, so that two runs in one process do not meet. */
export interface Terminal {
  /** Results only. */
  readonly stdout: TextStream;
  /** Progress, notes and errors. */
  readonly stderr: TextStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly paintOut: Paint;
  readonly paintErr: Paint;
}

export function createTerminal(streams: Pick<Terminal, 'stdout' | 'stderr' | 'env' | 'cwd'>): Terminal {
  return {
    ...streams,
    paintOut: createPaint(wantsColour(streams.env, streams.stdout.isTTY === true)),
    paintErr: createPaint(wantsColour(streams.env, streams.stderr.isTTY === true)),
  };
}

/** Writes lines to a stream, each with its newline. */
export function writeLines(stream: TextStream, lines: readonly string[]): void {
  if (lines.length > 0) stream.write(`${lines.join('\n')}\n`);
}

/** Writes one object as one line: the form of every `--json` answer. */
export function writeJsonLine(stream: TextStream, value: unknown): void {
  stream.write(`${JSON.stringify(value)}\n`);
}

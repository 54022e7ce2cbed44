import { PassThrough } from 'node:stream';
import { createTerminal, type Terminal } from '#src/cli/terminal.js';

/** A terminal that is none: two streams whose text can be read. */
export function textTerminal(cwd = '/'): { terminal: Terminal; stdout: () => string; stderr: () => string } {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const read = (stream: PassThrough) => () => String(stream.read() ?? '');
  return {
    terminal: createTerminal({ stdout, stderr, env: {}, cwd }),
    stdout: read(stdout),
    stderr: read(stderr),
  };
}

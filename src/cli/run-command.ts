import { type ErrorData, RenderError, toErrorData, toRenderError } from '../errors/index.js';
import { cancelOnSignal } from './cancel-on-signal.js';
import type { CommonOptions } from './options.js';
import { type Terminal, writeJsonLine, writeLines } from './terminal.js';
import { describeError } from './view/describe-error.js';

/** What a command is given to work with. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  /** With `--json`, writes `{ type, ...facts }` as a line of its own; else nothing. */
  report(type: string, facts: object): void;
  /** Ends with the result: with `--json` as the last line, else as the lines of `describe`. */
  answer(result: object, describe: () => readonly string[]): void;
  /** Called at the second signal, before the process ends at once. */
  onKill(kill: () => void): void;
  /** Where the details of a failure can be read, once that is known. */
  setLogPath(path: string): void;
  /** Tells that the final error was already written to stdout as an event. */
  errorWasWritten(): void;
}

/**
 * Runs a command to its exit code: errors become text on stderr (and the last line of stdout with `--json`), signals
 * and a reader that has gone become a cooperative cancel. Never rejects.
 */
export async function runCommand(
  terminal: Terminal,
  options: CommonOptions,
  work: (context: CommandContext) => Promise<number>,
): Promise<number> {
  let logPath: string | null = null;
  let written = false;
  let kill = () => {};
  const cancel = cancelOnSignal(
    (message) => writeLines(terminal.stderr, [message]),
    () => {
      kill();
      process.exit(new RenderError('CANCELLED', '').exitCode);
    },
  );
  const onPipeError = (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    cancel.cancel('The run was cancelled, because nobody reads its output any more.');
  };
  terminal.stdout.on('error', onPipeError);
  const report = (type: string, facts: object) => {
    if (options.json === true) writeJsonLine(terminal.stdout, { type, ...facts });
  };
  try {
    return await work({
      terminal,
      signal: cancel.signal,
      report,
      answer(result, describe) {
        if (options.json === true) report('result', result);
        else writeLines(terminal.stdout, describe());
      },
      onKill(next) {
        kill = next;
      },
      setLogPath(path) {
        logPath = path;
      },
      errorWasWritten() {
        written = true;
      },
    });
  } catch (thrown) {
    const error = toRenderError(thrown);
    if (!written) report('error', { error: withoutStack(toErrorData(error), options.verbose === true) });
    writeLines(terminal.stderr, describeError(error, logPath, options.verbose === true, terminal.paintErr));
    return error.exitCode;
  } finally {
    cancel.release();
  }
}

/** A stack tells a caller nothing unless it was asked for. */
function withoutStack(data: ErrorData, keep: boolean): Omit<ErrorData, 'stack'> {
  const { stack, ...facts } = data;
  return keep ? data : facts;
}

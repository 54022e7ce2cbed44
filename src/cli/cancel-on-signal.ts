import { RenderError } from '../errors/index.js';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A cancellation that follows the process's signals. */
export interface SignalCancel {
  readonly signal: AbortSignal;
  /** Cancels for a reason of the command's own, such as a reader that has gone. */
  cancel(message: string): void;
  /** Stops listening. */
  release(): void;
}

/**
 * The first signal cancels cooperatively; the second one calls `kill`, which must not wait.
 * @param announce is told what happens, for the terminal.
 */
export function cancelOnSignal(
  announce: (message: string) => void,
  kill: () => void,
  source: Pick<NodeJS.Process, 'on' | 'off'> = process,
): SignalCancel {
  const controller = new AbortController();
  const cancel = (message: string) => {
    if (!controller.signal.aborted) controller.abort(new RenderError('CANCELLED', message));
  };
  const onSignal = (name: NodeJS.Signals) => {
    if (controller.signal.aborted) {
      kill();
      return;
    }
    announce(name === 'SIGINT' ? 'Stopping. Press Ctrl-C again to kill.' : `Stopping on ${name}.`);
    cancel(`The run was cancelled by ${name}.`);
  };
  for (const name of SIGNALS) source.on(name, onSignal);
  return {
    signal: controller.signal,
    cancel,
    release() {
      for (const name of SIGNALS) source.off(name, onSignal);
    },
  };
}

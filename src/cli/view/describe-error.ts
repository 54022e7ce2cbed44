import type { RenderError } from '../../errors/index.js';
import type { Paint } from './paint.js';

/**
 * An error for people: code and message, what to do, where to read more. The stack only when asked for.
 * @param logPath of the run's event log; null when there is none.
 */
export function describeError(
  error: RenderError,
  logPath: string | null,
  verbose: boolean,
  paint: Paint,
): string[] {
  const { fix, command, stderrTail } = error.details;
  // Many messages end with their fix, for those who see nothing else.
  const message = fix === undefined ? error.message : error.message.replace(fix, '').trim();
  return [
    `${paint('bad', error.code)}  ${message}`,
    ...(fix === undefined ? [] : [`${paint('dim', 'fix')}   ${fix}`]),
    ...(logPath === null ? [] : [`${paint('dim', 'log')}   ${logPath}`]),
    ...(verbose && typeof command === 'string' ? [`${paint('dim', 'ran')}   ${command}`] : []),
    ...(verbose && typeof stderrTail === 'string' ? [stderrTail] : []),
    ...(verbose && error.stack !== undefined ? [error.stack] : []),
  ];
}

import { type ErrorData, toErrorData } from '../../src/errors/index.js';
import { DisconnectedError } from '../api/index.js';

/** Why something did not work, as the interface keeps it: the engine's error, or the lost connection. */
export type Failure =
  | { readonly kind: 'error'; readonly error: ErrorData }
  | { readonly kind: 'disconnected'; readonly message: string };

export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof DisconnectedError) return { kind: 'disconnected', message: thrown.message };
  return { kind: 'error', error: toErrorData(thrown) };
}

import { type ErrorCode, isErrorCode } from './codes.js';
import { type ErrorDetails, isRenderError, RenderError } from './render-error.js';

/**
 * A {@link RenderError} as plain data: what crosses threads and IPC (where an Error loses its fields), and what the
 * event log and the snapshot hold.
 */
export interface ErrorData {
  readonly code: ErrorCode;
  readonly message: string;
  readonly retryable: boolean;
  readonly details: ErrorDetails;
  readonly stack?: string;
}

/** What a task returns instead of rejecting: a thread boundary keeps the fields of data, not of errors. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: ErrorData };

/** Any thrown value as data. What is not a {@link RenderError} becomes INTERNAL, except the codes of a full disk. */
export function toErrorData(thrown: unknown): ErrorData {
  const error = toRenderError(thrown);
  return {
    code: error.code,
    message: error.message,
    retryable: error.retryable,
    details: toJsonSafe(error.details),
    ...(error.stack === undefined ? {} : { stack: error.stack }),
  };
}

/** Data back to an error. An unknown code (a newer peer) becomes INTERNAL with the code in its message. */
export function fromErrorData(data: ErrorData): RenderError {
  const known = isErrorCode(data.code);
  const error = new RenderError(
    known ? data.code : 'INTERNAL',
    known ? data.message : `${String(data.code)}: ${data.message}`,
    data.details,
    { retryable: data.retryable },
  );
  if (data.stack !== undefined) error.stack = data.stack;
  return error;
}

/** Any thrown value as a {@link RenderError}: file system codes get their own code, the rest is INTERNAL. */
export function toRenderError(thrown: unknown): RenderError {
  if (isRenderError(thrown)) return thrown;
  if (!(thrown instanceof Error)) return new RenderError('INTERNAL', String(thrown));
  const systemCode = 'code' in thrown ? thrown.code : undefined;
  const path = 'path' in thrown && typeof thrown.path === 'string' ? { path: thrown.path } : {};
  if (systemCode === 'ENOSPC' || systemCode === 'EDQUOT') {
    return new RenderError('DISK_FULL', `The disk is full: ${thrown.message}`, path, { cause: thrown });
  }
  if (systemCode === 'EACCES' || systemCode === 'EROFS' || systemCode === 'EPERM') {
    return new RenderError('OUTPUT_NOT_WRITABLE', `No permission: ${thrown.message}`, path, {
      cause: thrown,
    });
  }
  if (thrown.name === 'AbortError' || systemCode === 'ABORT_ERR') {
    return new RenderError('CANCELLED', 'The run was cancelled.', {}, { cause: thrown });
  }
  const error = new RenderError('INTERNAL', thrown.message, path, { cause: thrown });
  if (thrown.stack !== undefined) error.stack = thrown.stack;
  return error;
}

/** Throws CANCELLED when the signal is aborted; call it between steps. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted !== true) return;
  const reason: unknown = signal.reason;
  throw isRenderError(reason)
    ? reason
    : new RenderError('CANCELLED', 'The run was cancelled.', {}, { cause: reason });
}

function toJsonSafe(details: ErrorDetails): ErrorDetails {
  try {
    return JSON.parse(JSON.stringify(details)) as ErrorDetails;
  } catch {
    return { note: 'details could not be serialised' };
  }
}

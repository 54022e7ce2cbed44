import { CODE_TABLE, type ErrorCode, type Fault } from './codes.js';

/** JSON-safe facts about a failure. The named ones are used by messages, retry and error cards; others may be added. */
export interface ErrorDetails {
  readonly runId?: string;
  readonly chunkIndex?: number;
  readonly frameIndex?: number;
  readonly attempt?: number;
  readonly workerId?: number;
  /** Exit code of a tool that was run. */
  readonly exitCode?: number | null;
  readonly signal?: string | null;
  /** The end of what a tool wrote to stderr, at most 4000 characters. */
  readonly stderrTail?: string;
  /** The tool's command line, ready to paste into a shell. */
  readonly command?: string;
  readonly timeoutMs?: number;
  readonly url?: string;
  readonly path?: string;
  readonly selector?: string;
  /** Dotted name of a configuration field. */
  readonly field?: string;
  /** What to do about it, one sentence. */
  readonly fix?: string;
  readonly [key: string]: unknown;
}

/** What goes beside the message of a {@link RenderError}. */
export interface RenderErrorOptions {
  readonly cause?: unknown;
  /** Overrides the table for this one error. */
  readonly retryable?: boolean;
}

/**
 * The one error class of Framelane. `code` says what happened, {@link CODE_TABLE} what follows from it; the message
 * names the field, file, selector or frame and what to do.
 */
export class RenderError extends Error {
  override readonly name = 'RenderError';
  readonly code: ErrorCode;
  readonly details: ErrorDetails;
  readonly retryable: boolean;

  constructor(
    code: ErrorCode,
    message: string,
    details: ErrorDetails = {},
    options: RenderErrorOptions = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.details = details;
    this.retryable = options.retryable ?? CODE_TABLE[code].retryable;
  }

  /** Who has to act. */
  get fault(): Fault {
    return CODE_TABLE[this.code].fault;
  }

  /** Exit code of the command line for this error. */
  get exitCode(): number {
    return CODE_TABLE[this.code].exitCode;
  }

  /** The same error with more facts, for a layer that knows the chunk, the attempt or the frame. Known facts stay. */
  withDetails(more: ErrorDetails): RenderError {
    const error = new RenderError(
      this.code,
      this.message,
      { ...more, ...this.details },
      { cause: this.cause, retryable: this.retryable },
    );
    if (this.stack !== undefined) error.stack = this.stack;
    return error;
  }
}

/** Whether a value is a {@link RenderError}, also one of another copy of this module. */
export function isRenderError(value: unknown): value is RenderError {
  return (
    value instanceof RenderError ||
    (value instanceof Error && value.name === 'RenderError' && 'code' in value && 'details' in value)
  );
}

/**
 * Who has to act on an error: `author` (the composition), `caller` (arguments, configuration, files handed in),
 * `host` (this machine: tools, memory, disk, a killed process) or `bug` (Framelane itself).
 */
export type Fault = 'author' | 'caller' | 'host' | 'bug';

/** What the table says about one code. */
export interface CodeFacts {
  /** Whether trying the same thing again, with a new fact (fresh browser, other worker), may succeed. */
  readonly retryable: boolean;
  readonly fault: Fault;
  /**
   * Exit code of the command line. 64 to 69 and 130 are final: 64 usage or configuration, 65 bad data (composition,
   * plan, chunk), 66 missing input, 69 a missing or unsuitable tool, 130 cancelled. Anything else may be retried:
   * 70 internal, 73 cannot write, 74 input/output, 75 temporary failure.
   */
  readonly exitCode: number;
}

const author = { retryable: false, fault: 'author', exitCode: 65 } as const;
const badInput = { retryable: false, fault: 'caller', exitCode: 65 } as const;
const badConfig = { retryable: false, fault: 'caller', exitCode: 64 } as const;
const missingTool = { retryable: false, fault: 'host', exitCode: 69 } as const;
const temporary = { retryable: true, fault: 'host', exitCode: 75 } as const;

/**
 * Every error code with its facts. Append only: a code that has shipped never changes its meaning and never goes away.
 */
export const CODE_TABLE = {
  // The composition
  COMPOSITION_INVALID: author,
  COMPOSITION_NOT_READY: { retryable: true, fault: 'author', exitCode: 75 },
  COMPOSITION_ERROR: author,
  EMPTY_COMPOSITION: author,
  DURATION_OUT_OF_RANGE: author,
  ASSET_MISSING: author,
  SYSTEM_FONT_USED: author,
  FONT_FETCH_FAILED: author,
  INVALID_VIDEO_METADATA: author,
  VIDEO_SOURCE_UNRENDERABLE: author,
  // Configuration and files handed in
  CONFIG_INVALID: badConfig,
  FORMAT_NOT_SUPPORTED_IN_DISTRIBUTED: badConfig,
  CHUNK_INDEX_OUT_OF_RANGE: badConfig,
  INPUT_NOT_FOUND: { retryable: false, fault: 'caller', exitCode: 66 },
  PATH_NOT_ALLOWED: badInput,
  OUTPUT_NOT_WRITABLE: { retryable: false, fault: 'caller', exitCode: 73 },
  // Plans and chunks
  PLAN_TOO_LARGE: badInput,
  PLAN_HASH_MISMATCH: badInput,
  PLAN_PROTOCOL_UNSUPPORTED: badInput,
  MISSING_RUNTIME_ENV_SNAPSHOT: badInput,
  MISSING_PLAN_ARTIFACT: { retryable: true, fault: 'caller', exitCode: 75 },
  CHUNK_INVALID: { retryable: true, fault: 'host', exitCode: 75 },
  CHUNK_NONDETERMINISTIC: author,
  ASSEMBLE_MISMATCH: badInput,
  STORE_CORRUPT: { retryable: true, fault: 'host', exitCode: 74 },
  // Tools
  BROWSER_NOT_FOUND: missingTool,
  BROWSER_LAUNCH_FAILED: temporary,
  BROWSER_CRASHED: temporary,
  BROWSER_VERSION_MISMATCH: missingTool,
  BROWSER_GPU_NOT_SOFTWARE: missingTool,
  CAPTURE_TIMEOUT: temporary,
  CAPTURE_INVALID: temporary,
  FFMPEG_NOT_FOUND: missingTool,
  FFMPEG_VERSION_MISMATCH: missingTool,
  FFMPEG_FAILED: temporary,
  VIDEO_EXTRACTION_FAILED: temporary,
  FONT_FETCH_UNAVAILABLE: temporary,
  // The machine
  WORKER_LOST: temporary,
  OUT_OF_MEMORY: temporary,
  DISK_FULL: { retryable: false, fault: 'host', exitCode: 74 },
  // The run
  CANCELLED: { retryable: false, fault: 'caller', exitCode: 130 },
  INTERNAL: { retryable: false, fault: 'bug', exitCode: 70 },
} as const satisfies Record<string, CodeFacts>;

/** One of the codes in {@link CODE_TABLE}. */
export type ErrorCode = keyof typeof CODE_TABLE;

/** Every code as a constant: `ERROR_CODES.PLAN_TOO_LARGE === 'PLAN_TOO_LARGE'`. */
export const ERROR_CODES = Object.freeze(
  Object.fromEntries(Object.keys(CODE_TABLE).map((code) => [code, code])),
) as { readonly [C in ErrorCode]: C };

/** Whether a string is one of our codes. */
export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(CODE_TABLE, value);
}

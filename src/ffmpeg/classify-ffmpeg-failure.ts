import { type ErrorCode, type ErrorDetails, RenderError } from '../errors/index.js';

/** How an ffmpeg or ffprobe ended. */
export interface FfmpegExit {
  /** The end of what it wrote to stderr. */
  readonly stderrTail: string;
  /** Null when a signal ended it. */
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** The command line, ready to paste. */
  readonly command: string;
}

/** The oldest ffmpeg that has everything used here: `-fps_mode` came with 5.1. */
export const OLDEST_FFMPEG = '5.1';

const BETTER_BUILD = `Use a complete ffmpeg ${OLDEST_FFMPEG} or newer (Debian: apt-get install -y ffmpeg), or name one with ffmpegPath.`;

interface Rule {
  readonly pattern: RegExp;
  readonly code: ErrorCode;
  readonly says: string;
  readonly fix: string;
}

/** What ffmpeg's own words mean; the first that fits. */
const RULES: readonly Rule[] = [
  {
    pattern: /No space left on device|Disk quota exceeded/i,
    code: 'DISK_FULL',
    says: 'The disk filled up while ffmpeg was writing',
    fix: 'Free some space, or choose another output folder.',
  },
  {
    pattern: /Unknown encoder|Encoder .* not found|Automatic encoder selection failed/i,
    code: 'FFMPEG_VERSION_MISMATCH',
    says: 'This ffmpeg lacks an encoder that is needed',
    fix: BETTER_BUILD,
  },
  {
    pattern: /No such filter|Unrecognized option|Option .* not found|Unknown bitstream filter/i,
    code: 'FFMPEG_VERSION_MISMATCH',
    says: 'This ffmpeg does not know an option that is needed',
    fix: BETTER_BUILD,
  },
  {
    pattern: /Cannot allocate memory/i,
    code: 'OUT_OF_MEMORY',
    says: 'ffmpeg ran out of memory',
    fix: 'Use fewer workers, or a smaller output size.',
  },
  {
    pattern: /Permission denied/i,
    code: 'OUTPUT_NOT_WRITABLE',
    says: 'ffmpeg was not permitted to read or write a file',
    fix: 'Choose an output folder that you may write to.',
  },
];

/** ffmpeg 5.1 ends with exit code 0 although the end of the file could not be written. */
const LOST_THE_END = /Error (writing trailer|closing file)/;

/** What is wrong with how a tool ended; null when nothing is. */
export function judgeFfmpegExit(exit: FfmpegExit): RenderError | null {
  return exit.exitCode === 0 && !LOST_THE_END.test(exit.stderrTail) ? null : classifyFfmpegFailure(exit);
}

/** The one place that reads ffmpeg's messages: what it wrote and how it ended, as an error. */
export function classifyFfmpegFailure(exit: FfmpegExit): RenderError {
  const { exitCode, signal, command } = exit;
  const stderrTail = exit.stderrTail.trim().slice(-4000);
  const facts: ErrorDetails = { exitCode, signal, stderrTail, command };
  const rule = RULES.find(({ pattern }) => pattern.test(stderrTail));
  const lastLine = stderrTail.split('\n').at(-1) ?? '';
  if (rule !== undefined) {
    const { code, says, fix } = rule;
    return new RenderError(code, `${says}: ${lastLine} ${fix}`, { ...facts, fix });
  }
  if (signal !== null) {
    const fix = 'Try again; if the system ends it for lack of memory, use fewer workers.';
    return new RenderError('FFMPEG_FAILED', `ffmpeg was ended by ${signal}. ${fix}`, { ...facts, fix });
  }
  const fix = 'Run details.command in a shell to see all that it says.';
  return new RenderError(
    'FFMPEG_FAILED',
    `ffmpeg failed with exit code ${exitCode}: ${lastLine || 'it said nothing'}`,
    { ...facts, fix },
  );
}

/** The error for an ffmpeg that could not be started at all. */
export function ffmpegNotStarted(path: string, cause: unknown): RenderError {
  const why = cause instanceof Error ? cause.message : String(cause);
  const fix = 'Run "framelane setup", or name an ffmpeg that runs with ffmpegPath.';
  return new RenderError(
    'FFMPEG_NOT_FOUND',
    `${path} cannot be started: ${why}. ${fix}`,
    { path, fix },
    { cause },
  );
}

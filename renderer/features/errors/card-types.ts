/** What a button of an error card does. */
export type ErrorActionId =
  | 'close'
  | 'copy-report'
  | 'copy-command'
  | 'open-diagnostics'
  | 'open-plan'
  | 'open-settings'
  | 'open-history'
  | 'open-other'
  | 'show-log'
  | 'recheck'
  | 'install-browser'
  | 'install-ffmpeg'
  | 'retry-failed'
  | 'resume'
  | 'render-again'
  | 'use-mp4'
  | 'use-software'
  | 'use-screenshots'
  | 'fewer-workers'
  | 'allow-system-fonts';

/** The words of one error code. */
export interface ErrorCard {
  readonly title: string;
  /** One sentence: why this happens. */
  readonly cause: string;
  readonly primary: ErrorActionId;
  readonly secondary: readonly ErrorActionId[];
  /** What a queue of several machines does with this code; `retried` equals the code table's `retryable`. */
  readonly cloud: { readonly retried: boolean; readonly line: string };
}

export const ACTION_LABELS: Readonly<Record<ErrorActionId, string>> = {
  close: 'Close',
  'copy-report': 'Copy report',
  'copy-command': 'Copy command',
  'open-diagnostics': 'Open Diagnostics',
  'open-plan': 'Go to Plan',
  'open-settings': 'Open Settings',
  'open-history': 'Open History',
  'open-other': 'Open another project…',
  'show-log': 'Show log',
  recheck: 'Check again',
  'install-browser': 'Install browser',
  'install-ffmpeg': 'Install FFmpeg',
  'retry-failed': 'Retry failed chunks',
  resume: 'Resume',
  'render-again': 'Plan and render again',
  'use-mp4': 'Use MP4',
  'use-software': 'Use software drawing',
  'use-screenshots': 'Use screenshots',
  'fewer-workers': 'Use fewer workers',
  'allow-system-fonts': 'Allow system fonts',
};

const FINAL = 'final: the same input fails the same way on every machine.';

/** A cloud line for codes that no retry can fix. */
export const final = { retried: false, line: `Not retried; ${FINAL}` } as const;
/** A cloud line for codes that are worth another attempt with a new fact. */
export function retried(line: string): { readonly retried: true; readonly line: string } {
  return { retried: true, line };
}
/** A cloud line for codes that only this machine has. */
export const elsewhere = {
  retried: false,
  line: 'Final for this worker; a queue gives the job to another one.',
} as const;

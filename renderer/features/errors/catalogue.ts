import type { ErrorCode, ErrorData } from '../../../src/errors/index.js';
import type { ErrorCard } from './card-types.js';
import { COMPOSITION_CARDS } from './cards-composition.js';
import { CHUNK_AND_RUN_CARDS } from './cards-run.js';
import { TOOL_CARDS } from './cards-tools.js';

/** One card per code: a code without a card does not compile. */
export const ERROR_CARDS = {
  ...COMPOSITION_CARDS,
  ...CHUNK_AND_RUN_CARDS,
  ...TOOL_CARDS,
} satisfies Readonly<Record<ErrorCode, ErrorCard>>;

const UNKNOWN: ErrorCard = {
  title: 'Unexpected error',
  cause: 'Something failed that has no description yet. The message below is all that is known.',
  primary: 'copy-report',
  secondary: ['open-diagnostics'],
  cloud: { retried: false, line: 'An unknown code is not retried.' },
};

export function cardOf(error: ErrorData): ErrorCard {
  return Object.hasOwn(ERROR_CARDS, error.code) ? ERROR_CARDS[error.code] : UNKNOWN;
}

/** The fact that proves it: number, path, selector or string, from the error's details. */
export function factsOf({ details }: ErrorData): readonly (readonly [string, string])[] {
  const named: readonly (readonly [string, unknown])[] = [
    ['Setting', details.field],
    ['Selector', details.selector],
    ['File', details.path],
    ['Address', details.url],
    ['Chunk', details.chunkIndex],
    ['Frame', details.frameIndex],
    ['Attempt', details.attempt],
    ['Worker', details.workerId === undefined ? undefined : `W${details.workerId + 1}`],
    ['Exit code', details.exitCode],
    ['Signal', details.signal],
    ['Waited', details.timeoutMs === undefined ? undefined : `${details.timeoutMs / 1000} s`],
    ['Expected', details.expected],
    ['Found', details.actual ?? details.found],
  ];
  return named.flatMap(([name, value]) =>
    value === undefined || value === null || value === '' ? [] : [[name, toText(value)] as const],
  );
}

/** The whole error as text, to paste into a report. */
export function toErrorReport(error: ErrorData): string {
  const lines = [`${error.code}: ${error.message}`, JSON.stringify(error.details, null, 2)];
  if (error.stack !== undefined) lines.push(error.stack);
  return lines.join('\n\n');
}

function toText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
}

import { relative } from 'node:path';
import type { BatchResult } from '../../run/index.js';
import type { Paint } from './paint.js';
import { count, duration } from './phrases.js';

/** The heading above what is told of one row's run. */
export function describeRow(
  { row, outputPath }: { readonly row: number; readonly outputPath: string },
  rowCount: number,
  cwd: string,
  paint: Paint,
): string {
  return `${paint('bold', `row ${row} of ${rowCount}`)}  ${shorten(outputPath, cwd)}`;
}

/** What became of each row: what a person reads last. */
export function describeBatchResult(
  { rows, done, failed, durationMs }: BatchResult,
  cwd: string,
  paint: Paint,
): string[] {
  const summary = [
    `${count(done, 'file')} in ${duration(durationMs)}`,
    ...(failed > 0 ? [paint('bad', `${count(failed, 'row')} failed`)] : []),
  ];
  return [
    ...rows.flatMap((row) => {
      if (row.error === null) {
        return [
          `  ${paint('good', '✓')} ${shorten(row.outputPath, cwd)}  ${paint('dim', `${count(row.frames ?? 0, 'frame')} · ${duration(row.durationMs)}`)}`,
        ];
      }
      return [
        `  ${paint('bad', '✗')} row ${row.row} (line ${row.line}), ${shorten(row.outputPath, cwd)}`,
        `      ${paint('bad', row.error.code)}  ${row.error.message}`,
      ];
    }),
    `  ${summary.join(', ')}`,
  ];
}

function shorten(path: string, cwd: string): string {
  const short = relative(cwd, path);
  return short.startsWith('..') ? path : short;
}

import type { AssembleResult } from '../../contract/index.js';
import type { Paint } from './paint.js';
import { count, duration, realtimeFactor, size } from './phrases.js';

/**
 * The proof of a finished file and where it is: what a person reads last.
 * @param wallMs how long the whole run took; null where only the joining is known.
 */
export function describeResult(result: AssembleResult, wallMs: number | null, paint: Paint): string[] {
  return [...describeChecks(result, paint), '', describeOutput(result, wallMs, paint)];
}

function describeChecks(result: AssembleResult, paint: Paint): string[] {
  const nameCells = widest(['check', ...result.checks.map((check) => check.name)]);
  const expectedCells = widest(['expected', ...result.checks.map((check) => check.expected)]);
  const row = (mark: string, name: string, expected: string, actual: string) =>
    `  ${mark} ${name.padEnd(nameCells)}  ${expected.padEnd(expectedCells)}  ${actual}`.trimEnd();
  return [
    paint('dim', row(' ', 'check', 'expected', 'ffprobe says')),
    ...result.checks.map((check) =>
      row(paint(check.ok ? 'good' : 'bad', check.ok ? '✓' : '✗'), check.name, check.expected, check.actual),
    ),
  ];
}

function describeOutput(result: AssembleResult, wallMs: number | null, paint: Paint): string {
  const facts = [
    size(result.sizeBytes),
    duration(result.durationSec * 1000),
    count(result.frames, 'frame'),
    ...(wallMs === null
      ? [`joined in ${duration(result.durationMs)}`]
      : [`rendered in ${duration(wallMs)}, ${realtimeFactor(result.durationSec, wallMs)} realtime`]),
  ];
  return `  ${paint('good', '✓')} ${paint('bold', result.outputPath)}  ${paint('dim', facts.join(' · '))}`;
}

function widest(texts: readonly string[]): number {
  return Math.max(...texts.map((text) => text.length));
}

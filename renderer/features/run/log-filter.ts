import type { LogLine } from '../../../src/contract/index.js';

export type LogLevel = LogLine['level'];
const ORDER: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

/** The lines of a level and above that contain a text, whatever its case. */
export function filterLog(lines: readonly LogLine[], least: LogLevel, text: string): readonly LogLine[] {
  const wanted = text.toLowerCase();
  const from = ORDER.indexOf(least);
  return lines.filter(
    (line) =>
      ORDER.indexOf(line.level) >= from && (wanted === '' || line.message.toLowerCase().includes(wanted)),
  );
}

import type { LintFinding } from '../../lint/index.js';
import type { Paint } from './paint.js';
import { count } from './phrases.js';

/** Findings grouped by file, each with its line, what is wrong and what to do; then how many there are. */
export function describeFindings(findings: readonly LintFinding[], paint: Paint): string[] {
  if (findings.length === 0) return [paint('good', 'Nothing found.')];
  const lines: string[] = [];
  let file = '';
  for (const finding of findings) {
    if (finding.file !== file) lines.push(...(file === '' ? [] : ['']), paint('bold', finding.file));
    file = finding.file;
    const tone = finding.severity === 'error' ? 'bad' : 'warn';
    const place = String(finding.line).padStart(5);
    lines.push(
      `${place}  ${paint(tone, finding.severity.padEnd(7))}  ${finding.message}  ${paint('dim', finding.rule)}`,
      `${' '.repeat(16)}${paint('dim', finding.fix)}`,
    );
  }
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return [...lines, '', `${count(errors, 'error')}, ${count(findings.length - errors, 'warning')}`];
}

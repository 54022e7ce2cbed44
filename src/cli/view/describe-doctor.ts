import type { DoctorReport, Finding } from '../../contract/index.js';
import type { Paint, Tone } from './paint.js';

const GROUPS = { browser: 'Browser', ffmpeg: 'ffmpeg', machine: 'Machine' } as const;
const MARKS: Record<Finding['status'], readonly [string, Tone]> = {
  ok: ['✓', 'good'],
  warn: ['!', 'warn'],
  fail: ['✗', 'bad'],
};
const SUMMARY: Record<Finding['status'], string> = {
  ok: 'Ready to render.',
  warn: 'Ready to render, with the remarks above.',
  fail: 'Not ready to render: see the fixes above.',
};

/** A machine check for people: what was found, group by group, and a fix under everything that is not good. */
export function describeDoctor(report: DoctorReport, paint: Paint): string[] {
  const titleCells = Math.max(...report.findings.map((finding) => finding.title.length));
  const lines = Object.entries(GROUPS).flatMap(([group, heading]) => {
    const findings = report.findings.filter((finding) => finding.group === group);
    if (findings.length === 0) return [];
    return [
      paint('bold', heading),
      ...findings.flatMap((finding) => describeFinding(finding, titleCells, paint)),
      '',
    ];
  });
  const [mark, tone] = MARKS[report.status];
  return [...lines, `${paint(tone, mark)} ${SUMMARY[report.status]}`];
}

function describeFinding(finding: Finding, titleCells: number, paint: Paint): string[] {
  const [mark, tone] = MARKS[finding.status];
  return [
    `  ${paint(tone, mark)} ${finding.title.padEnd(titleCells)}  ${finding.detail}`,
    ...(finding.fix === null ? [] : [`    ${''.padEnd(titleCells)}  ${paint('dim', `fix: ${finding.fix}`)}`]),
  ];
}

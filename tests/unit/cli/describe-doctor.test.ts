import { expect, it } from 'vitest';
import { describeDoctor } from '#src/cli/view/describe-doctor.js';
import { plainPaint } from '#src/cli/view/paint.js';
import type { DoctorReport } from '#src/contract/index.js';

it('groups findings and puts a fix under what is not good', () => {
  const report: DoctorReport = {
    framelaneVersion: '0.1.0',
    status: 'warn',
    findings: [
      { id: 'browser', group: 'browser', title: 'Browser', status: 'ok', detail: 'Chrome', fix: null },
      { id: 'cpu', group: 'machine', title: 'CPU', status: 'warn', detail: '1 core', fix: 'Buy one.' },
    ],
    browser: null,
    webgl: null,
    ffmpeg: null,
    ffprobe: null,
    machine: {
      platform: 'linux-x64',
      nodeVersion: '22.13.0',
      cpuCount: 1,
      memoryTotalBytes: 1,
      memoryAvailableBytes: 1,
      diskFreeBytes: 1,
      shmBytes: null,
      fontFamilies: 0,
    },
  };
  expect(describeDoctor(report, plainPaint)).toEqual([
    'Browser',
    '  ✓ Browser  Chrome',
    '',
    'Machine',
    '  ! CPU      1 core',
    '             fix: Buy one.',
    '',
    '! Ready to render, with the remarks above.',
  ]);
});

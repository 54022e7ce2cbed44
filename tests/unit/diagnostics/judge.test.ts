import { describe, expect, it } from 'vitest';
import type { WebglInfo } from '#src/contract/index.js';
import { worstOf } from '#src/diagnostics/finding.js';
import { judgeBrowser } from '#src/diagnostics/judge-browser.js';
import { judgeFfmpeg } from '#src/diagnostics/judge-ffmpeg.js';
import { judgeMachine } from '#src/diagnostics/judge-machine.js';
import type { Machine } from '#src/diagnostics/read-machine.js';

const GIB = 1024 ** 3;
const GOOD: Machine = {
  platform: 'linux-x64',
  nodeVersion: '22.13.0',
  cpuCount: 4,
  memoryTotalBytes: 16 * GIB,
  memoryAvailableBytes: 8 * GIB,
  diskFreeBytes: 100 * GIB,
  shmBytes: 8 * GIB,
  fontFamilies: 11,
};
const statuses = (machine: Machine) =>
  Object.fromEntries(judgeMachine(machine).map((finding) => [finding.id, finding.status]));

describe('judgeMachine', () => {
  it('has nothing to say against a good machine', () => {
    const findings = judgeMachine(GOOD);
    expect(worstOf(findings)).toBe('ok');
    expect(findings.map((finding) => finding.id)).toEqual(['node', 'cpu', 'memory', 'disk', 'shm', 'fonts']);
    expect(findings.every((finding) => finding.fix === null)).toBe(true);
  });

  it.each<[Partial<Machine>, string, string]>([
    [{ nodeVersion: '20.20.2' }, 'node', 'warn'],
    [{ nodeVersion: '22.12.9' }, 'node', 'warn'],
    [{ nodeVersion: '20.17.0' }, 'node', 'fail'],
    [{ nodeVersion: '24.0.0' }, 'node', 'ok'],
    [{ cpuCount: 0.5 }, 'cpu', 'warn'],
    [{ memoryAvailableBytes: 1.5 * GIB }, 'memory', 'warn'],
    [{ memoryAvailableBytes: 0.5 * GIB }, 'memory', 'fail'],
    [{ diskFreeBytes: GIB }, 'disk', 'warn'],
    [{ diskFreeBytes: 0.1 * GIB }, 'disk', 'fail'],
    [{ shmBytes: 64 * 1024 ** 2 }, 'shm', 'warn'],
    [{ fontFamilies: 0 }, 'fonts', 'warn'],
  ])('%j: %s is %s', (over, id, status) => {
    expect(statuses({ ...GOOD, ...over })[id]).toBe(status);
  });

  it('gives a fix with everything that is not good', () => {
    const poor = {
      ...GOOD,
      cpuCount: 1,
      memoryAvailableBytes: 0,
      diskFreeBytes: 0,
      shmBytes: 0,
      fontFamilies: 0,
    };
    for (const finding of judgeMachine(poor)) expect(finding.fix !== null).toBe(finding.status !== 'ok');
  });

  it('has no word on shared memory where there is none', () => {
    expect(statuses({ ...GOOD, shmBytes: null })).not.toHaveProperty('shm');
  });
});

describe('judgeFfmpeg', () => {
  const all = new Set(['libx264', 'libx265', 'libvpx-vp9', 'prores_ks', 'aac', 'libopus']);
  const filters = new Set(['psnr', 'ssim']);

  it('is content with a complete build', () => {
    expect(worstOf(judgeFfmpeg(all, filters))).toBe('ok');
  });

  it.each([
    ['libx264', 'fail'],
    ['aac', 'fail'],
    ['libx265', 'warn'],
    ['libopus', 'warn'],
  ])('without %s: %s', (name, status) => {
    const findings = judgeFfmpeg(new Set([...all].filter((encoder) => encoder !== name)), filters);
    expect(findings.filter((finding) => finding.status !== 'ok')).toEqual([
      expect.objectContaining({
        id: `ffmpeg.encoder.${name}`,
        status,
        fix: expect.stringContaining('ffmpeg'),
      }),
    ]);
  });

  it('warns when a filter is missing', () => {
    expect(worstOf(judgeFfmpeg(all, new Set(['ssim'])))).toBe('warn');
  });
});

describe('judgeBrowser', () => {
  const browser = {
    path: '/b',
    why: 'on PATH',
    version: 'HeadlessChrome/156.0',
    beginFrame: true,
    sandbox: true,
  };
  const webgl: WebglInfo = {
    vendor: 'G',
    renderer: 'SwiftShader',
    software: true,
    version: '2',
    maxTextureSizePx: 8192,
  };

  it('is content with a sandboxed headless shell that draws in software', () => {
    expect(worstOf(judgeBrowser(browser, webgl, ''))).toBe('ok');
  });

  it.each([
    [{ ...browser, beginFrame: false }, webgl, 'browser.begin-frame'],
    [{ ...browser, sandbox: false }, webgl, 'browser.sandbox'],
    [browser, { ...webgl, software: false }, 'browser.webgl'],
    [browser, { ...webgl, version: '' }, 'browser.webgl'],
  ])('warns by name, with a fix', (given, gl, id) => {
    const bad = judgeBrowser(given, gl, 'No sandbox for root.').filter((finding) => finding.status !== 'ok');
    expect(bad).toEqual([expect.objectContaining({ id, status: 'warn', fix: expect.stringMatching(/\w/) })]);
  });
});

import { describe, expect, it } from 'vitest';
import { assertSameBrowser, assertSameHost } from '#src/chunk/assert-tools.js';
import type { ToolIdentities } from '#src/contract/index.js';

const planned: ToolIdentities = {
  framelaneVersion: '0.1.0',
  browserVersion: 'HeadlessChrome/156.0.1',
  glClass: 'software',
  ffmpegVersion: 'ffmpeg version 7.1',
  platform: 'linux-x64',
};

function codeOf(work: () => void): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return null;
}

describe('tools of a plan', () => {
  it('accepts the same ones', () => {
    expect(codeOf(() => assertSameHost(planned, planned))).toBeNull();
    expect(codeOf(() => assertSameBrowser(planned, planned))).toBeNull();
  });

  it.each([
    ['ffmpegVersion', 'FFMPEG_VERSION_MISMATCH', 'ffmpeg version 6.0'],
    ['platform', 'BROWSER_VERSION_MISMATCH', 'darwin-arm64'],
    ['framelaneVersion', 'PLAN_PROTOCOL_UNSUPPORTED', '0.2.0'],
  ] as const)('refuses another %s, naming both and what to do', (field, code, other) => {
    const error = codeOf(() => assertSameHost(planned, { ...planned, [field]: other }));
    expect(error).toMatchObject({ code, details: { expected: planned[field], actual: other } });
    expect(String(error)).toContain(planned[field]);
    expect(String(error)).toContain(other);
    expect(String(error)).toMatch(/plan again/);
  });

  it.each([
    ['browserVersion', 'HeadlessChrome/157.0.1'],
    ['glClass', 'NVIDIA / RTX'],
  ] as const)('refuses a browser with another %s', (field, other) => {
    const error = codeOf(() => assertSameBrowser(planned, { ...planned, [field]: other }));
    expect(error).toMatchObject({ code: 'BROWSER_VERSION_MISMATCH', details: { actual: other } });
  });
});

import { describe, expect, it } from 'vitest';
import { browserFlags } from '#src/browser/flags.js';

const options = {
  widthPx: 1280,
  heightPx: 720,
  gl: 'software',
  profileDir: '/profile',
  sandbox: true,
} as const;

describe('browserFlags', () => {
  it('names every switch once', () => {
    const names = browserFlags(options).map((flag) => flag.split('=')[0]);
    expect(names).toEqual([...new Set(names)]);
  });

  it('keeps the sandbox unless there is none', () => {
    expect(browserFlags(options)).not.toContain('--no-sandbox');
    expect(browserFlags({ ...options, sandbox: false })).toContain('--no-sandbox');
  });

  it('asks for software GL only when it is wanted, and then without GPU compositing', () => {
    const software = ['--use-angle=swiftshader', '--disable-gpu-compositing'];
    expect(browserFlags(options)).toEqual(expect.arrayContaining(software));
    const any = browserFlags({ ...options, gl: 'any' });
    for (const flag of software) expect(any).not.toContain(flag);
  });

  it('resolves no host name', () => {
    expect(browserFlags(options)).toContain(
      '--host-resolver-rules=MAP *.localhost 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    );
  });

  it('rasters the viewport as one tile', () => {
    expect(browserFlags(options)).toEqual(
      expect.arrayContaining(['--default-tile-width=1280', '--default-tile-height=720']),
    );
  });
});

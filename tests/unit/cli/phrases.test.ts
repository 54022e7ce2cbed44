import { describe, expect, it } from 'vitest';
import { createPaint, wantsColour } from '#src/cli/view/paint.js';
import { bar, count, rate, realtimeFactor, remaining, shortGlName } from '#src/cli/view/phrases.js';
import { SOFTWARE_GL } from './run-snapshot.js';

describe('phrases', () => {
  it('counts in singular and plural', () => {
    expect([count(1, 'frame'), count(2, 'frame'), count(2, 'retry', 'retries')]).toEqual([
      '1 frame',
      '2 frames',
      '2 retries',
    ]);
  });

  it('gives the remaining time as a range, as one value when both ends agree, or not at all', () => {
    expect(remaining({ low: 61_000, high: 90_000 })).toBe('1m 1s to 1m 30s left');
    expect(remaining({ low: 100, high: 900 })).toBe('about 1s left');
    expect(remaining(null)).toBe('time left unknown');
  });

  it('writes whole and fractional rates', () => {
    expect(rate({ num: 30, den: 1 })).toBe('30 fps');
    expect(rate({ num: 30000, den: 1001 })).toBe('29.97 fps (30000/1001)');
    expect(rate({ num: 24000, den: 1001 })).toBe('23.976 fps (24000/1001)');
  });

  it.each([
    [SOFTWARE_GL.renderer, 'SwiftShader'],
    ['ANGLE (Mesa, llvmpipe (LLVM 15.0.6, 256 bits), OpenGL 4.5)', 'llvmpipe'],
    ['ANGLE (NVIDIA, NVIDIA GeForce RTX 3060 (0x2504), D3D11)', 'NVIDIA GeForce RTX 3060'],
    ['Apple M2', 'Apple M2'],
    ['', 'no WebGL'],
  ])('knows %s as %s', (renderer, name) => {
    expect(shortGlName({ ...SOFTWARE_GL, renderer })).toBe(name);
  });

  it('draws a bar that is full only when all is done, and never too long', () => {
    expect(bar(0, 4)).toEqual({ done: '', rest: '░░░░' });
    expect(bar(0.5, 4)).toEqual({ done: '██', rest: '░░' });
    expect(bar(0.99, 4)).toEqual({ done: '███', rest: '░' });
    expect(bar(2, 4)).toEqual({ done: '████', rest: '' });
  });

  it('compares with real time', () => {
    expect(realtimeFactor(10, 5_000)).toBe('2.00×');
    expect(realtimeFactor(10, 500)).toBe('20×');
  });
});

describe('wantsColour', () => {
  it.each([
    [{}, true, true],
    [{}, false, false],
    [{ NO_COLOR: '1' }, true, false],
    [{ NO_COLOR: '' }, true, true],
    [{ FORCE_COLOR: '1' }, false, true],
    [{ FORCE_COLOR: '0' }, true, false],
    [{ NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
    [{ TERM: 'dumb' }, true, false],
  ])('%j with terminal %s gives %s', (env, isTerminal, expected) => {
    expect(wantsColour(env, isTerminal)).toBe(expected);
  });

  it('paints with escape codes or not at all', () => {
    expect(createPaint(true)('good', 'x')).toBe('\u001b[32mx\u001b[39m');
    expect(createPaint(false)('good', 'x')).toBe('x');
  });
});

import { describe, expect, it } from 'vitest';
import { firstCaptureMode } from '#src/plan/capture-mode.js';
import { checkRuntimeCap } from '#src/plan/check-runtime-cap.js';
import { judgeWarnings } from '#src/plan/judge-warnings.js';
import { framesToRehearse } from '#src/plan/rehearse.js';

const refusal = (code: string, text: string) =>
  expect.objectContaining({ code, message: expect.stringContaining(text) });

describe('judgeWarnings', () => {
  const use = (family: string) => ({ family, where: 'rule "p" in a.css' });
  const lenient = { rejectOnSystemFonts: false, strictness: 'lenient' } as const;

  it('adds system fonts to the warnings', () => {
    expect(judgeWarnings(lenient, [], ['a'])).toEqual(['a']);
    expect(judgeWarnings(lenient, [use('Arial'), use('Inter')], ['a'])).toEqual([
      'a',
      expect.stringContaining('Arial (rule "p" in a.css), Inter (rule "p" in a.css)'),
    ]);
  });

  it('refuses system fonts, or any warning, when asked to', () => {
    expect(() => judgeWarnings({ ...lenient, rejectOnSystemFonts: true }, [use('Arial')], [])).toThrow(
      refusal('SYSTEM_FONT_USED', 'Arial'),
    );
    expect(() => judgeWarnings({ ...lenient, strictness: 'strict' }, [], ['too loud'])).toThrow(
      refusal('COMPOSITION_INVALID', 'too loud'),
    );
    expect(judgeWarnings({ rejectOnSystemFonts: true, strictness: 'strict' }, [], [])).toEqual([]);
  });
});

describe('firstCaptureMode', () => {
  const without = { supportsBeginFrame: false, version: 'Chrome/1' };

  it('takes begin-frame where the browser has it', () => {
    expect(firstCaptureMode('auto', { ...without, supportsBeginFrame: true })).toBe('begin-frame');
    expect(firstCaptureMode('auto', without)).toBe('screenshot');
    expect(firstCaptureMode('screenshot', { ...without, supportsBeginFrame: true })).toBe('screenshot');
  });

  it('refuses begin-frame in a browser without it', () => {
    expect(() => firstCaptureMode('begin-frame', without)).toThrow(refusal('CONFIG_INVALID', 'Chrome/1'));
  });
});

describe('framesToRehearse', () => {
  it('spreads the samples over the composition, each frame once', () => {
    expect(framesToRehearse(300, 1, false)).toEqual([150]);
    expect(framesToRehearse(300, 3, false)).toEqual([50, 150, 250]);
    expect(framesToRehearse(2, 5, false)).toEqual([0, 1]);
  });

  it('does not go far into a page that runs every frame from zero', () => {
    expect(framesToRehearse(100_000, 1, true)).toEqual([150]);
  });
});

describe('checkRuntimeCap', () => {
  const measured = { expectedChunkMs: [1000, 3000], browserRssBytes: 300 * 1024 ** 2 };

  it('accepts what stays below the caps', () => {
    checkRuntimeCap(undefined, measured);
    checkRuntimeCap({ name: 'lambda', maxChunkSec: 3.1, maxMemoryMib: 300 }, measured);
  });

  it('names the chunk and the estimate, or the memory', () => {
    expect(() => checkRuntimeCap({ name: 'lambda', maxChunkSec: 2 }, measured)).toThrow(
      refusal('CONFIG_INVALID', 'chunk 1 would take about 3.0 s, and lambda allows 2 s'),
    );
    expect(() => checkRuntimeCap({ name: 'lambda', maxMemoryMib: 128 }, measured)).toThrow(
      refusal('CONFIG_INVALID', '300 MiB'),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { cleanText } from '../../../renderer/ui/clean-text.js';
import {
  formatAge,
  formatBytes,
  formatClock,
  formatDuration,
  formatEta,
  formatTick,
  formatTimecode,
  formatWhen,
  plural,
} from '../../../renderer/ui/format.js';

const fps30 = { num: 30, den: 1 };

describe('formatters', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1536, '1.54 kB'],
    [150e6, '150 MB'],
    [25.27e9, '25.3 GB'],
  ])('bytes %d', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

  it.each([
    [-5, '0:00'],
    [84_000, '1:24'],
    [3_723_000, '1:02:03'],
  ])('clock %d', (ms, text) => expect(formatClock(ms)).toBe(text));

  it.each([
    [340, '340 ms'],
    [2140, '2.1 s'],
    [14_400, '14 s'],
    [200_000, '3 min 20 s'],
    [120_000, '2 min'],
    [7_500_000, '2 h 5 min'],
  ])('duration %d', (ms, text) => expect(formatDuration(ms)).toBe(text));

  it.each([
    [null, 'Measuring…'],
    [{ low: 500, high: 1000 }, 'about a second'],
    [{ low: 8000, high: 14_000 }, 'about 8–14 s'],
    [{ low: 22_000, high: 41_000 }, 'about 20–40 s'],
    [{ low: 60_000, high: 120_000 }, 'about 1–2 min'],
    [{ low: 130_000, high: 140_000 }, 'about 2 min'],
  ])('remaining time is a range: %o', (range, text) => expect(formatEta(range)).toBe(text));

  it('counts frames in timecodes and shows seconds on ticks', () => {
    expect(formatTimecode(627, fps30)).toBe('00:20:27');
    expect(formatTimecode(30 * 3600, fps30)).toBe('01:00:00:00');
    expect(formatTick(150, 30, fps30)).toBe('0:05');
    expect(formatTick(60, 20, fps30)).toBe('f60');
  });

  it('says how old something is', () => {
    expect(formatAge(40)).toBe('now');
    expect(formatAge(430)).toBe('400 ms');
    expect(formatWhen(0, 10_000)).toBe('just now');
    expect(formatWhen(0, 7_200_000)).toBe('2 h ago');
    expect(plural(1, 'chunk')).toBe('1 chunk');
    expect(plural(1800, 'frame')).toBe('1,800 frames');
  });
});

describe('cleanText', () => {
  it('takes out terminal codes, direction overrides and control characters', () => {
    const hostile = `${String.fromCharCode(27)}[31mred${String.fromCharCode(27)}[0m \u202egpj.exe \u0007<b>`;
    expect(cleanText(hostile)).toBe('red \ufffdgpj.exe \ufffd<b>');
    expect(cleanText('a\tb\nc')).toBe('a\tb\nc');
  });

  it('cuts what is too long and says how much', () => {
    expect(cleanText('x'.repeat(1500), 100)).toBe(`${'x'.repeat(100)}… (1,400 more)`);
  });
});

import { describe, expect, it } from 'vitest';
import { SeededRandom } from '#src/page/runtime/seeded-random.js';

const take = (random: SeededRandom, count: number) => Array.from({ length: count }, () => random.float());

describe('SeededRandom', () => {
  it('repeats itself for the same seed and stream', () => {
    expect(take(new SeededRandom(7, 1), 100)).toEqual(take(new SeededRandom(7, 1), 100));
  });

  it('differs between seeds and between streams, also neighbouring ones', () => {
    const first = [
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
      [2 ** 32 - 1, 0],
    ].map(([seed = 0, stream = 0]) => new SeededRandom(seed, stream).float());
    expect(new Set(first).size).toBe(first.length);
  });

  it('is uniform enough: mean, spread and range of 20,000 numbers', () => {
    const numbers = take(new SeededRandom(42, 3), 20_000);
    const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
    const variance = numbers.reduce((sum, number) => sum + (number - mean) ** 2, 0) / numbers.length;
    expect(mean).toBeCloseTo(0.5, 1);
    expect(variance).toBeCloseTo(1 / 12, 2);
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...numbers)).toBeLessThan(1);
  });

  it('gives unsigned 32-bit integers', () => {
    const random = new SeededRandom(3, 0);
    for (let index = 0; index < 1000; index += 1) {
      const value = random.uint32();
      expect(Number.isInteger(value) && value >= 0 && value < 2 ** 32).toBe(true);
    }
  });
});

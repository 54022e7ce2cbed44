import { z } from 'zod';
import type { Fps } from './frame-time.js';

export { type Fps, frameCountForDuration, frameTimeSec } from './frame-time.js';

/** Lowest and highest frame rate that can be asked for, in frames per second. */
export const FPS_RANGE = { min: 1, max: 240 } as const;

/** The NTSC rates as people write them, with the fraction they mean. */
const NTSC: Readonly<Record<string, Fps>> = {
  '23.976': { num: 24000, den: 1001 },
  '23.98': { num: 24000, den: 1001 },
  '29.97': { num: 30000, den: 1001 },
  '47.952': { num: 48000, den: 1001 },
  '59.94': { num: 60000, den: 1001 },
  '119.88': { num: 120000, den: 1001 },
};

/**
 * Reads a frame rate: an integer, `"30"`, a fraction `"30000/1001"`, an NTSC decimal (`29.97`), or `{ num, den }`.
 * @returns the reduced fraction, or null when it is none or lies outside 1 to 240.
 */
export function parseFps(input: unknown): Fps | null {
  if (typeof input === 'number' || typeof input === 'string') {
    const text = String(input).trim();
    const ntsc = NTSC[text];
    if (ntsc !== undefined) return ntsc;
    const match = /^(\d{1,7})(?:\/(\d{1,7}))?$/.exec(text);
    return match === null ? null : reduce(Number(match[1]), Number(match[2] ?? 1));
  }
  if (typeof input === 'object' && input !== null && 'num' in input && 'den' in input) {
    return reduce(Number(input.num), Number(input.den));
  }
  return null;
}

/** Frames per second as text: `30`, `30000/1001`. What ffmpeg's `-r` takes. */
export function formatFps(fps: Fps): string {
  return fps.den === 1 ? String(fps.num) : `${fps.num}/${fps.den}`;
}

/** Frames per second as a float, for display and estimates only; time is never computed from it. */
export function fpsToNumber(fps: Fps): number {
  return fps.num / fps.den;
}

/** A frame rate as a caller may write it; see {@link parseFps}. */
export type FpsInput = number | string | Fps;

/** zod schema of a frame rate in any written form; its output is the reduced fraction. */
export const fpsSchema = z.custom<FpsInput>().transform((input, context): Fps => {
  const fps = parseFps(input);
  if (fps !== null) return fps;
  context.addIssue({
    code: 'custom',
    message: `expected a frame rate from 1 to 240: an integer, or a fraction such as "30000/1001" (got ${JSON.stringify(input) ?? 'nothing'})`,
  });
  return z.NEVER;
});

/** zod schema of a frame rate as it stands in files: `{ num, den }`. */
export const fpsFractionSchema = z.strictObject({ num: z.int().positive(), den: z.int().positive() });

function reduce(num: number, den: number): Fps | null {
  if (!Number.isSafeInteger(num) || !Number.isSafeInteger(den) || num <= 0 || den <= 0) return null;
  const rate = num / den;
  if (rate < FPS_RANGE.min || rate > FPS_RANGE.max) return null;
  let [a, b] = [num, den];
  while (b !== 0) [a, b] = [b, a % b];
  return { num: num / a, den: den / a };
}

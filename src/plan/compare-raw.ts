import type { BrowserSession, CompositionPage, OpenPageOptions } from '../browser/index.js';
import { isRenderError, throwIfAborted } from '../errors/index.js';
import { decodeImages } from '../ffmpeg/index.js';
import { createI420Converter } from '../page/index.js';
import { measureLikeness } from './frame-likeness.js';

/** A whole frame that is less alike than this is another picture. */
const MIN_FRAME_DB = 50;
/** Edges that are smoothed otherwise stay above this in any square of 16 pixels; a small element that is missing does not. */
const MIN_BLOCK_DB = 28;

/** What a comparison takes. */
export interface RawComparison {
  readonly session: BrowserSession;
  readonly ffmpegPath: string;
  /** How to open the composition; mode and image format are set here. */
  readonly page: OpenPageOptions;
  readonly readyTimeoutMs: number;
  /** Ascending. */
  readonly frames: readonly number[];
  readonly signal: AbortSignal | undefined;
}

/** What it came to, in words that do not change from run to run. */
export interface RawVerdict {
  readonly isAlike: boolean;
  readonly why: string;
}

/**
 * Captures the same frames losslessly by begin-frame and raw, and compares them. A page that raw capture cannot show at
 * all counts as different.
 * @throws CANCELLED, BROWSER_CRASHED, and what begin-frame throws.
 */
export async function compareRaw(comparison: RawComparison): Promise<RawVerdict> {
  const { frames, ffmpegPath, signal, page } = comparison;
  const { widthPx, heightPx } = page;
  const reference = await captureAll(comparison, { captureMode: 'begin-frame', imageFormat: 'png' });
  const [raw, pixels, convert] = await Promise.all([
    captureAll(comparison, { captureMode: 'raw', imageFormat: 'i420' }).catch(toReason),
    decodeImages({ ffmpegPath, images: reference.images, widthPx, heightPx, signal }),
    createI420Converter(widthPx, heightPx),
  ]);
  if (typeof raw === 'string') return { isAlike: false, why: `the page cannot be captured raw: ${raw}` };
  const obstacles = [...new Set([...reference.obstacles, ...raw.obstacles])];
  if (obstacles.length > 0) return { isAlike: false, why: `the composition uses ${obstacles.join(', ')}` };
  let worstDb = Number.POSITIVE_INFINITY;
  for (const [index, frameIndex] of frames.entries()) {
    const expected = convert(pixels[index] ?? new Uint8Array());
    const { frameDb, worstBlockDb } = measureLikeness(
      expected,
      raw.images[index] ?? new Uint8Array(),
      widthPx,
      heightPx,
    );
    if (frameDb < MIN_FRAME_DB || worstBlockDb < MIN_BLOCK_DB) {
      const why = `raw differs from begin-frame at frame ${frameIndex}: ${inDb(frameDb)} in all, ${inDb(worstBlockDb)} in the worst square`;
      return { isAlike: false, why };
    }
    worstDb = Math.min(worstDb, frameDb);
  }
  return {
    isAlike: true,
    why: `${frames.length} frames agree with begin-frame, the worst at ${inDb(worstDb)}`,
  };
}

interface Captured {
  readonly images: readonly Buffer[];
  readonly obstacles: readonly string[];
}

async function captureAll(
  { session, page: options, readyTimeoutMs, frames, signal }: RawComparison,
  how: Pick<OpenPageOptions, 'captureMode' | 'imageFormat'>,
): Promise<Captured> {
  let page: CompositionPage | undefined;
  try {
    page = await session.openPage({ ...options, ...how });
    await page.waitUntilReady(readyTimeoutMs);
    const images: Buffer[] = [];
    for (const frameIndex of frames) {
      throwIfAborted(signal);
      await page.seek(frameIndex);
      images.push((await page.capture()).image);
    }
    return { images, obstacles: (await page.describe()).rawObstacles };
  } finally {
    await page?.close();
  }
}

function toReason(error: unknown): string {
  if (!isRenderError(error) || error.code === 'CANCELLED' || error.code === 'BROWSER_CRASHED') throw error;
  return error.message;
}

function inDb(value: number): string {
  return value === Number.POSITIVE_INFINITY ? 'equality' : `${value.toFixed(1)} dB`;
}

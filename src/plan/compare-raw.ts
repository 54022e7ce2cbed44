import type { BrowserSession, OpenPageOptions } from '../browser/index.js';
import type { LockedRenderConfig } from '../contract/index.js';
import { type ErrorCode, isRenderError } from '../errors/index.js';
import { startImageDecoder } from '../ffmpeg/index.js';
import { createI420Converter } from '../page/index.js';
import { measureLikeness } from './frame-likeness.js';
import {
  type SampledFrames,
  type SampleElsewhere,
  type SampleRequest,
  sampleFrames,
} from './sample-frames.js';

/** A whole frame that is less alike than this is another picture. */
const MIN_FRAME_DB = 50;
/** Edges that are smoothed otherwise stay above this in any square of 16 pixels; a small element that is missing does not. */
const MIN_BLOCK_DB = 28;

/** Says nothing about the page. */
const TROUBLE_OF_ANOTHER_BROWSER: ReadonlySet<ErrorCode> = new Set([
  'BROWSER_LAUNCH_FAILED',
  'BROWSER_CRASHED',
  'WORKER_LOST',
  'OUT_OF_MEMORY',
]);

/** What a comparison takes. */
export interface RawComparison {
  readonly session: BrowserSession;
  readonly ffmpegPath: string;
  /** A second browser, in which the raw frames are captured meanwhile; without one, afterwards. */
  readonly sampleElsewhere: SampleElsewhere | undefined;
  /** How to open the composition; mode and image format are set here. */
  readonly page: OpenPageOptions;
  readonly gl: LockedRenderConfig['gl'];
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
  const { frames, page } = comparison;
  const { widthPx, heightPx } = page;
  const referenceCaptured = captureReference(comparison);
  const [{ reference, pixels }, raw, convert] = await Promise.all([
    referenceCaptured,
    captureRaw(comparison, referenceCaptured),
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

/** The frames as begin-frame shows them, losslessly: decoded while the next ones are captured. */
async function captureReference(comparison: RawComparison) {
  const { session, ffmpegPath, page, signal } = comparison;
  const decoder = startImageDecoder({ ffmpegPath, widthPx: page.widthPx, heightPx: page.heightPx, signal });
  try {
    const request = toSample(comparison, { captureMode: 'begin-frame', imageFormat: 'png' });
    const reference = await sampleFrames(session, request, signal, (image) => decoder.add(image));
    return { reference, pixels: await decoder.finish() };
  } finally {
    await decoder.abort();
  }
}
/** The raw frames, or why there are none: in the other browser, or when that is not to be had, here. */
async function captureRaw(
  comparison: RawComparison,
  referenceCaptured: Promise<unknown>,
): Promise<SampledFrames | string> {
  const { session, sampleElsewhere, signal } = comparison;
  const request = toSample(comparison, { captureMode: 'raw', imageFormat: 'i420' });
  try {
    const elsewhere = sampleElsewhere?.(request, signal);
    if (elsewhere) return await elsewhere;
  } catch (error) {
    if (!isRenderError(error) || !TROUBLE_OF_ANOTHER_BROWSER.has(error.code)) return toReason(error);
  }
  // Two pages of one browser hang BeginFrame.
  await referenceCaptured;
  return sampleFrames(session, request, signal).catch(toReason);
}

function toSample(
  { page, gl, readyTimeoutMs, frames }: RawComparison,
  how: Pick<OpenPageOptions, 'captureMode' | 'imageFormat'>,
): SampleRequest {
  const { signal: _signal, logger: _logger, onNotice: _onNotice, ...plain } = page;
  return { page: { ...plain, ...how }, gl, readyTimeoutMs, frames };
}

function toReason(error: unknown): string {
  if (!isRenderError(error) || error.code === 'CANCELLED' || error.code === 'BROWSER_CRASHED') throw error;
  return error.message;
}

function inDb(value: number): string {
  return value === Number.POSITIVE_INFINITY ? 'equality' : `${value.toFixed(1)} dB`;
}

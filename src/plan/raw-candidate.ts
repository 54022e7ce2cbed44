import type { CaptureMode, ResolvedRenderConfig } from '../contract/index.js';
import type { PageDescription } from '../page/protocol.js';
import { codecOf, hasAlpha } from './lock-encoder.js';
import type { OutputSize } from './resolve-output-size.js';

/** Raw frames save about 20 ms of CPU each, and the comparison costs one to two seconds: shorter films do not repay it. */
const MIN_RAW_FRAMES = 150;

/**
 * With films they save about 10 ms, as decoding the pictures of the films is most of a frame either way, and the
 * comparison costs two to three seconds. Each frame that is compared for a film has to stand for its share of them.
 */
const MIN_RAW_FRAMES_WITH_FILMS = 240;
const MIN_FRAMES_PER_COMPARED = 50;
/** Frames of films that are compared at most: their pixels are all held in memory. */
const MAX_COMPARED_OF_FILMS = 24;

/** Frames that are compared where films do not ask for more, and the area above which half of them must do: they are all held in memory. */
const SAMPLES = 8;
const LARGE_FRAME_PX = 1920 * 1080;

/** A capture mode and why it was chosen. */
export interface ChosenCapture {
  readonly captureMode: CaptureMode;
  readonly captureModeWhy: string;
}

/** What is known of a page that begin-frame has captured. */
export interface RawCandidate {
  readonly config: ResolvedRenderConfig;
  readonly size: OutputSize & { readonly deviceScaleFactor: number };
  readonly widthPx: number;
  readonly heightPx: number;
  readonly frameCount: number;
  readonly description: PageDescription;
  /** Whether it shows pictures of films or of images that move. */
  readonly hasFilms: boolean;
}

/** Why a composition is not captured raw, without trying; null: it is worth trying. Pure. */
export function whyNotRaw({ config, size, frameCount, description, hasFilms }: RawCandidate): string | null {
  const codec = codecOf(config);
  if (hasAlpha(config.format)) return `${config.format} keeps transparency, which raw frames do not have`;
  if (codec !== 'h264' && codec !== 'h265') return `${codec} is not made from the colours of raw frames`;
  if (size.deviceScaleFactor !== 1) return 'the output is scaled';
  if (size.outputWidthPx % 2 === 1 || size.outputHeightPx % 2 === 1) return 'the size is odd';
  if (description.rawObstacles.length > 0) {
    return `the composition uses ${description.rawObstacles.join(', ')}, which a canvas may draw differently`;
  }
  if (config.captureMode === 'auto' && frameCount < (hasFilms ? MIN_RAW_FRAMES_WITH_FILMS : MIN_RAW_FRAMES)) {
    return `${frameCount} frames${hasFilms ? ' with films' : ''} do not repay the comparison that raw frames need`;
  }
  return null;
}

/** Why a comparison of that many frames of films is too much, for memory or for what raw saves; null: it is not. Pure. */
export function whyTooManyFilms(
  { config, frameCount }: Pick<RawCandidate, 'config' | 'frameCount'>,
  compared: number,
): string | null {
  if (compared > MAX_COMPARED_OF_FILMS)
    return `its films would have to be compared at ${compared} frames, more than are held in memory`;
  if (config.captureMode !== 'auto' || compared * MIN_FRAMES_PER_COMPARED <= frameCount) return null;
  return `${frameCount} frames do not repay a comparison of films at ${compared} of them`;
}

/**
 * Frames at which raw and begin-frame are compared, ascending: all that films ask for, and beside them some that are
 * spread over the composition and in the middle of its clips.
 * @param span frames from 0 that may be visited.
 * @param ofFilms see `framesOfFilms`.
 */
export function framesToCompare(
  span: number,
  fps: number,
  { widthPx, heightPx, description }: Pick<RawCandidate, 'widthPx' | 'heightPx' | 'description'>,
  ofFilms: readonly number[],
): number[] {
  const count = widthPx * heightPx > LARGE_FRAME_PX ? SAMPLES / 2 : SAMPLES;
  const middles = description.clips.map(({ startSec, endSec }) =>
    Math.floor(((startSec + Math.min(endSec ?? Number.POSITIVE_INFINITY, span / fps)) / 2) * fps),
  );
  const spread = Array.from({ length: count }, (_, index) => Math.floor(((index + 0.5) * span) / count));
  const others = [...new Set([...thin(middles, count / 2), ...spread])].filter(
    (frame) => frame >= 0 && frame < span && !ofFilms.includes(frame),
  );
  return [...ofFilms, ...thin(others, Math.max(count / 2, count - ofFilms.length))].sort((a, b) => a - b);
}

/** At most `count` of the values, ascending and evenly chosen. */
function thin(values: readonly number[], count: number): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  if (sorted.length <= count) return sorted;
  return Array.from(
    { length: count },
    (_, index) => sorted[Math.floor(((index + 0.5) * sorted.length) / count)] ?? 0,
  );
}

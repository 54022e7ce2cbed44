import type { CompositionPage } from '../browser/index.js';
import { isRenderError, RenderError, throwIfAborted } from '../errors/index.js';
import type { FrameCostSample } from './frame-costs.js';

/** A page that runs every frame from zero is not brought further than this while planning. */
const MAX_STEPPED_FRAMES = 300;

/** Frames from 0 on that may be visited while planning. */
export function framesAllowed(frameCount: number, stepsFrames: boolean): number {
  return stepsFrames ? Math.min(frameCount, MAX_STEPPED_FRAMES) : frameCount;
}

/** Frames to try: as many as asked, spread over the composition, each once. */
export function framesToRehearse(frameCount: number, samples: number, stepsFrames: boolean): number[] {
  const span = framesAllowed(frameCount, stepsFrames);
  const frames = Array.from({ length: samples }, (_, index) => Math.floor(((index + 0.5) * span) / samples));
  return [...new Set(frames)];
}

/** What trying some frames told. */
export interface Rehearsal {
  /** What each given frame cost. */
  readonly frameCosts: readonly FrameCostSample[];
  /** Milliseconds to pass one frame without capturing it, and to capture one. */
  readonly stepMs: number;
  readonly captureMs: number;
  /** Share of the frames between those tried that the page had to visit: 1 for a simulation, 0 for a page that jumps. */
  readonly visitedShare: number;
}

/**
 * Seeks and captures frame 0 and then the given frames, so that a script that throws, a missing file or a page that
 * cannot be captured is found while planning.
 * Frame 0 is not counted, as it warms the page up.
 * @throws what the page throws, with the frame.
 */
export async function rehearse(
  page: CompositionPage,
  frames: readonly number[],
  signal?: AbortSignal,
): Promise<Rehearsal> {
  await tryFrame(page, 0);
  const frameCosts: FrameCostSample[] = [];
  const total = { seekMs: 0, captureMs: 0, visited: 0 };
  for (const frameIndex of frames) {
    throwIfAborted(signal);
    const { seekMs, captureMs, visited } = await tryFrame(page, frameIndex);
    // What the frame takes when the one before it was rendered.
    frameCosts.push({ frameIndex, costMs: seekMs / Math.max(1, visited) + captureMs });
    total.seekMs += seekMs;
    total.captureMs += captureMs;
    total.visited += visited;
  }
  const passed = Math.max(1, ...frames);
  return {
    frameCosts,
    stepMs: total.seekMs / passed,
    captureMs: total.captureMs / Math.max(1, frames.length),
    visitedShare: (total.visited - frames.length) / Math.max(1, passed - frames.length),
  };
}

async function tryFrame(page: CompositionPage, frameIndex: number) {
  try {
    const startMs = performance.now();
    const { steppedFrames: visited } = await page.seek(frameIndex);
    const soughtMs = performance.now();
    await page.capture();
    return { visited, seekMs: soughtMs - startMs, captureMs: performance.now() - soughtMs };
  } catch (error) {
    throw isRenderError(error) ? atFrame(error, frameIndex) : error;
  }
}

function atFrame(error: RenderError, frameIndex: number): RenderError {
  if (error.details.frameIndex !== undefined) return error;
  return new RenderError(
    error.code,
    `Frame ${frameIndex}: ${error.message}`,
    { ...error.details, frameIndex },
    { cause: error, retryable: error.retryable },
  );
}

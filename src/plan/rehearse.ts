import type { CompositionPage } from '../browser/index.js';
import { isRenderError, RenderError, throwIfAborted } from '../errors/index.js';
import type { FrameCostSample } from './frame-costs.js';

/** A page that runs every frame from zero is not brought further than this while planning. */
const MAX_STEPPED_FRAMES = 300;

/** Frames to try: as many as asked, spread over the composition, each once. */
export function framesToRehearse(frameCount: number, samples: number, stepsFrames: boolean): number[] {
  const span = stepsFrames ? Math.min(frameCount, MAX_STEPPED_FRAMES) : frameCount;
  const frames = Array.from({ length: samples }, (_, index) => Math.floor(((index + 0.5) * span) / samples));
  return [...new Set(frames)];
}

/**
 * Seeks and captures frame 0 and then the given frames, so that a script that throws, a missing file or a page that
 * cannot be captured is found while planning.
 * @returns what each given frame cost; frame 0 is not counted, as it warms the page up.
 * @throws what the page throws, with the frame.
 */
export async function rehearse(
  page: CompositionPage,
  frames: readonly number[],
  signal?: AbortSignal,
): Promise<FrameCostSample[]> {
  await tryFrame(page, 0);
  const costs: FrameCostSample[] = [];
  for (const frameIndex of frames) {
    throwIfAborted(signal);
    costs.push({ frameIndex, costMs: await tryFrame(page, frameIndex) });
  }
  return costs;
}

/** Milliseconds that the frame takes when the one before it was rendered. */
async function tryFrame(page: CompositionPage, frameIndex: number): Promise<number> {
  try {
    const startMs = performance.now();
    const { steppedFrames } = await page.seek(frameIndex);
    const soughtMs = performance.now();
    await page.capture();
    return (soughtMs - startMs) / Math.max(1, steppedFrames) + (performance.now() - soughtMs);
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

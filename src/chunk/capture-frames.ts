import type { CompositionPage } from '../browser/index.js';
import type { ChunkPhase, FrameRange } from '../contract/index.js';
import { throwIfAborted, toRenderError } from '../errors/index.js';
import type { ChunkEncoder } from '../ffmpeg/index.js';
import type { PhaseClock } from '../trace/index.js';

/** What the loop over a chunk's frames needs. */
export interface FrameLoop {
  readonly page: CompositionPage;
  readonly encoder: ChunkEncoder;
  readonly range: FrameRange;
  readonly clock: PhaseClock<ChunkPhase>;
  readonly signal: AbortSignal;
  /**
   * After each capture. `reused`: nothing had changed since the frame before. The image is not copied. `captureMs`: how
   * long the loop waited for the browser.
   */
  readonly onFrame: (frameIndex: number, reused: boolean, image: Buffer, captureMs: number) => void;
}

/**
 * Brings the page to each frame, captures it and hands it to the encoder. While the encoder takes frame n, the browser
 * works on n + 1; never more than one image waits, so memory stays flat.
 * @throws what seek, capture and write throw, with `details.frameIndex`.
 */
export async function captureFrames(loop: FrameLoop): Promise<void> {
  const { page, encoder, range, clock, signal } = loop;
  let writing: Promise<void> = Promise.resolve();
  /** The image of the frame before, and the one before that, which may still be the same. */
  let sent: Buffer | null = null;
  let taken: Buffer | null = null;
  let frameIndex = range.start;
  try {
    for (; frameIndex < range.end; frameIndex++) {
      throwIfAborted(signal);
      clock.enter('capture');
      await page.seek(frameIndex);
      const { image, damaged } = await page.capture();
      const captureMs = clock.enter('encode');
      await writing;
      // The encoder has room again: it has taken all images but the one sent last.
      if (taken !== null && taken !== sent) page.release(taken);
      taken = sent;
      sent = image;
      writing = encoder.write(image);
      // Awaited one frame later; until then a failure must not count as unhandled.
      writing.catch(() => undefined);
      loop.onFrame(frameIndex, !damaged, image, captureMs);
    }
    await writing;
  } catch (error) {
    throw toRenderError(error).withDetails({ frameIndex: Math.min(frameIndex, range.end - 1) });
  }
}

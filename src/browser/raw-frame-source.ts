import { RenderError } from '../errors/index.js';
import type { StagedFrame } from '../page/index.js';
import { FrameFile } from './frame-file.js';
import type { FrameSource } from './frame-source.js';
import type { PageChannel } from './page-channel.js';
import { TICK_INTERVAL_MS, type TickAllocator } from './tick-allocator.js';

/** Of a run of frames in which nothing seems to change, the first is drawn all the same, and then every so many. */
const CHECK_EVERY_STILL_FRAMES = 60;

/**
 * Pixels of canvases, in bytes, that a page may paint before its garbage is collected. What it painted holds them until
 * then, and V8, which does not know of their size, lets them come to half a gigabyte.
 */
const MAX_PAINTED_BYTES = 128 * 1024 * 1024;

/** What tells the page's frame file from others. */
export interface RawFrames {
  readonly profileDir: string;
  readonly mark: string;
  readonly widthPx: number;
  readonly heightPx: number;
}

/**
 * Frames as raw I420, drawn by the stage (src/page/stage) and read from a file: no image is encoded or decoded on the
 * way. The page draws once per BeginFrame, and the compositor draws nothing.
 *
 * A frame in which the page painted nothing is not drawn either; that this is true is checked by drawing some of them.
 */
export function rawFrameSource(channel: PageChannel, ticks: TickAllocator, frames: RawFrames): FrameSource {
  const { profileDir, mark, widthPx, heightPx } = frames;
  let file: Promise<FrameFile> | null = null;
  const frameBytes = (widthPx * heightPx * 3) / 2;
  /** Memory of frames that nobody reads any more. A new buffer for each frame makes V8 collect its whole heap all the time. */
  const spare: Buffer[] = [];
  let last: Buffer | null = null;
  let stillFrames = 0;
  let paintedBytes = 0;

  const tick = (doing: string, details: { frameIndex?: number }) =>
    channel.call(
      'HeadlessExperimental.beginFrame',
      { frameTimeTicks: ticks.next(), interval: TICK_INTERVAL_MS, noDisplayUpdates: true },
      doing,
      details,
    );

  const ask = async <T>(call: string, doing: string, details: { frameIndex?: number }): Promise<T> => {
    const { result, exceptionDetails } = await channel.call(
      'Runtime.evaluate',
      { expression: `window.__framelaneStage.${call}`, awaitPromise: true, returnByValue: true },
      doing,
      details,
    );
    if (exceptionDetails === undefined) return result.value as T;
    const text = exceptionDetails.exception?.description ?? exceptionDetails.text;
    throw new RenderError(
      'CAPTURE_INVALID',
      `Raw capture failed while ${doing}: ${text.split('\n')[0]}`,
      details,
    );
  };

  const openFile = async (): Promise<FrameFile> => {
    await ask('open()', 'opening the frame file', {});
    return FrameFile.find(profileDir, mark, frameBytes);
  };

  /** Draws what the stage is waiting to draw. Null: nothing has changed. */
  const draw = async (frameIndex: number): Promise<Buffer | null> => {
    const doing = `capturing frame ${frameIndex}`;
    const taken = ask<StagedFrame>('take()', doing, { frameIndex });
    const [{ damaged, slot, hasCanvas }] = await Promise.all([taken, tick(doing, { frameIndex })]);
    if (!damaged) return null;
    if (hasCanvas) paintedBytes += widthPx * heightPx * 4;
    if (paintedBytes >= MAX_PAINTED_BYTES) {
      paintedBytes = 0;
      await channel.call('HeapProfiler.collectGarbage', undefined, doing, { frameIndex });
    }
    file ??= openFile();
    const image = spare.pop() ?? Buffer.allocUnsafeSlow(frameBytes);
    await (await file).read(slot, image, frameIndex);
    return image;
  };

  /** @throws CAPTURE_INVALID when the page looks different from what is held. */
  const check = async (held: Buffer, frameIndex: number): Promise<void> => {
    await ask('repaint()', `checking frame ${frameIndex}`, { frameIndex });
    const drawn = await draw(frameIndex);
    if (drawn?.equals(held) === true) {
      spare.push(drawn);
      return;
    }
    const fix = 'Render with captureMode begin-frame.';
    throw new RenderError(
      'CAPTURE_INVALID',
      `Frame ${frameIndex} has changed without the browser saying so. ${fix}`,
      { frameIndex, fix },
    );
  };

  return {
    async pump() {
      await tick('loading the composition', {});
      // The worker has to be ready before the first drawing.
      file ??= openFile();
      await file;
    },
    async capture(frameIndex) {
      const image = await draw(frameIndex);
      if (image === null && last !== null) {
        if (stillFrames % CHECK_EVERY_STILL_FRAMES === 0) await check(last, frameIndex);
        stillFrames += 1;
        return { image: last, damaged: false };
      }
      if (image === null)
        throw new RenderError('CAPTURE_INVALID', `Frame ${frameIndex} was not painted.`, { frameIndex });
      stillFrames = 0;
      if (last?.equals(image) === true) {
        spare.push(image);
        return { image: last, damaged: false };
      }
      last = image;
      return { image, damaged: true };
    },
    release(image) {
      spare.push(image);
    },
    async close() {
      await (await file?.catch(() => null))?.close();
    },
  };
}

import { RenderError } from '../errors/index.js';
import { readImageSize } from './image-size.js';
import type { PageChannel } from './page-channel.js';
import { TICK_INTERVAL_MS, type TickAllocator } from './tick-allocator.js';
import type { CapturedFrame, OpenPageOptions } from './types.js';

/** One way in which frames leave the browser. */
export interface FrameSource {
  /** Lets the page draw while it loads; does nothing where Chrome draws by itself. */
  pump(): Promise<void>;
  /** Captures what the page shows. @param force capture even if nothing seems to have changed. */
  capture(frameIndex: number, force: boolean): Promise<CapturedFrame>;
}

type ImageOptions = Pick<
  OpenPageOptions,
  'imageFormat' | 'jpegQuality' | 'widthPx' | 'heightPx' | 'deviceScaleFactor'
>;

/**
 * Frames issued by us: the page draws once per BeginFrame, in step with the seek. A frame without damage is the frame
 * before it and is not fetched. As long as frames change, drawing and fetching are one request; once one did not, the
 * next is drawn first and fetched only if it changed (1.4 ms instead of 12 ms for a frame that stays).
 */
export function beginFrameSource(
  channel: PageChannel,
  ticks: TickAllocator,
  options: ImageOptions,
): FrameSource {
  const screenshot = screenshotParameters(options);
  let last: Buffer | null = null;
  let isStill = false;

  const draw = (doing: string, details: { frameIndex?: number }, fetch: boolean) =>
    channel.call(
      'HeadlessExperimental.beginFrame',
      { frameTimeTicks: ticks.next(), interval: TICK_INTERVAL_MS, ...(fetch ? { screenshot } : {}) },
      doing,
      details,
    );

  return {
    async pump() {
      await draw('loading the composition', {}, false);
    },
    async capture(frameIndex, force) {
      const doing = `capturing frame ${frameIndex}`;
      const mayReuse = !force && last !== null;
      if (isStill && mayReuse && last !== null) {
        const { hasDamage } = await draw(doing, { frameIndex }, false);
        if (!hasDamage) return { image: last, damaged: false };
        // Drawn already, so the fetch itself reports no damage.
        isStill = false;
        const { screenshotData } = await draw(doing, { frameIndex }, true);
        last = checkImage(screenshotData, frameIndex, options);
        return { image: last, damaged: true };
      }
      const { hasDamage, screenshotData } = await draw(doing, { frameIndex }, true);
      isStill = !hasDamage && mayReuse;
      if (isStill && last !== null) return { image: last, damaged: false };
      last = checkImage(screenshotData, frameIndex, options);
      return { image: last, damaged: true };
    },
  };
}

/** Frames that Chrome draws by itself, photographed: for browsers without BeginFrame, and pages that hang it. */
export function screenshotSource(channel: PageChannel, options: ImageOptions): FrameSource {
  const parameters = screenshotParameters(options);
  let last: Buffer | null = null;
  return {
    async pump() {},
    async capture(frameIndex) {
      const { data } = await channel.call(
        'Page.captureScreenshot',
        { ...parameters, captureBeyondViewport: false, fromSurface: true },
        `capturing frame ${frameIndex}`,
        { frameIndex },
      );
      const image = checkImage(data, frameIndex, options);
      if (last?.equals(image)) return { image: last, damaged: false };
      last = image;
      return { image, damaged: true };
    },
  };
}

function screenshotParameters({ imageFormat, jpegQuality }: ImageOptions) {
  return imageFormat === 'jpeg'
    ? ({ format: 'jpeg', quality: jpegQuality, optimizeForSpeed: true } as const)
    : ({ format: 'png', optimizeForSpeed: true } as const);
}

/** A capture of the wrong size has lost or doubled a band of the page; the header tells. @throws CAPTURE_INVALID */
function checkImage(base64: string | undefined, frameIndex: number, options: ImageOptions): Buffer {
  const scale = options.deviceScaleFactor ?? 1;
  const expected = {
    widthPx: Math.round(options.widthPx * scale),
    heightPx: Math.round(options.heightPx * scale),
  };
  const image = Buffer.from(base64 ?? '', 'base64');
  const size = readImageSize(image);
  if (size?.widthPx === expected.widthPx && size.heightPx === expected.heightPx) return image;
  const got = size === null ? 'no image' : `${size.widthPx}×${size.heightPx}`;
  throw new RenderError(
    'CAPTURE_INVALID',
    `Frame ${frameIndex} came out of the browser as ${got} instead of ${expected.widthPx}×${expected.heightPx}.`,
    { frameIndex, expected, got },
  );
}

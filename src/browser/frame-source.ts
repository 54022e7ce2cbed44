import { RenderError } from '../errors/index.js';
import { readImageSize } from './image-size.js';
import type { PageChannel } from './page-channel.js';
import { TICK_INTERVAL_MS, type TickAllocator } from './tick-allocator.js';
import type { CapturedFrame, OpenPageOptions } from './types.js';

/** One way in which frames leave the browser. */
export interface FrameSource {
  /** Lets the page draw while it loads; does nothing where Chrome draws by itself. */
  pump(): Promise<void>;
  /** Captures what the page shows. @param isDamageTrusted false: fetch the picture even if nothing seems to have changed. */
  capture(frameIndex: number, isDamageTrusted: boolean): Promise<CapturedFrame>;
  /** See `CompositionPage.release`. */
  release?(image: Buffer): void;
  /** Gives back what it holds besides the page. Never throws. */
  close?(): Promise<void>;
}

type ImageOptions = Pick<
  OpenPageOptions,
  'imageFormat' | 'jpegQuality' | 'widthPx' | 'heightPx' | 'deviceScaleFactor'
>;

/** How long a fresh page may draw frames without a picture; it has none before its first surface. Milliseconds. */
const FIRST_PICTURE_TIMEOUT_MS = 5000;

/**
 * Frames issued by us: the page draws once per BeginFrame, in step with the seek.
 *
 * A BeginFrame with a screenshot always reports damage, and so does the one after it (the copy itself counts). So while
 * the picture moves, each frame is drawn and fetched in one request and compared with the one before. Once two are equal,
 * an empty frame clears the copy's damage, and from then on `hasDamage` tells the truth: a frame that stays costs 1 to 2
 * ms instead of 12 to 20.
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

  const fetchImage = async (frameIndex: number): Promise<Buffer> => {
    const deadlineMs = performance.now() + FIRST_PICTURE_TIMEOUT_MS;
    for (;;) {
      const { screenshotData } = await draw(`capturing frame ${frameIndex}`, { frameIndex }, true);
      if (screenshotData !== undefined || performance.now() > deadlineMs) {
        return checkImage(screenshotData, frameIndex, options);
      }
    }
  };

  return {
    async pump() {
      await draw('loading the composition', {}, false);
    },
    async capture(frameIndex, isDamageTrusted) {
      const doing = `capturing frame ${frameIndex}`;
      // What a worker draws arrives a frame late, so an untrusted frame is drawn once before it is fetched.
      if (!isDamageTrusted) await draw(doing, { frameIndex }, false);
      else if (isStill && last !== null) {
        const { hasDamage } = await draw(doing, { frameIndex }, false);
        if (!hasDamage) return { image: last, damaged: false };
      }
      const image = await fetchImage(frameIndex);
      isStill = last?.equals(image) === true;
      if (isStill && last !== null) {
        if (isDamageTrusted) await draw(doing, { frameIndex }, false);
        return { image: last, damaged: false };
      }
      last = image;
      return { image, damaged: true };
    },
  };
}

/**
 * Frames that Chrome draws by itself, photographed: for browsers without BeginFrame, and pages that hang it.
 *
 * The first drawing of a layer that changed its scale shows the raster of the old scale at its edges; the second does
 * not. A photograph makes Chrome draw once more, but it may also meet a drawing that is under way. So the drawing of
 * the seek is waited for, and the photograph is always the second: same pixels each time, whatever came before.
 */
export function screenshotSource(channel: PageChannel, options: ImageOptions): FrameSource {
  const parameters = screenshotParameters(options);
  let last: Buffer | null = null;
  return {
    async pump() {},
    async capture(frameIndex) {
      const doing = `capturing frame ${frameIndex}`;
      const drawn = { expression: 'window.__framelane.nextDraw()', awaitPromise: true };
      await channel.call('Runtime.evaluate', drawn, doing, { frameIndex });
      const photograph = { ...parameters, captureBeyondViewport: false, fromSurface: true };
      const { data } = await channel.call('Page.captureScreenshot', photograph, doing, { frameIndex });
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

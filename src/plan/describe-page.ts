import type { Composition } from '../composition/index.js';
import {
  type Fps,
  formatFps,
  fpsToNumber,
  getDefaults,
  type ResolvedRenderConfig,
  type RuntimeEnvSnapshot,
} from '../contract/index.js';
import { RenderError } from '../errors/index.js';
import { type OutputSize, resolveOutputSize } from './resolve-output-size.js';

/**
 * Wall clock at frame 0 inside the page, milliseconds since 1970: 2025-01-01T00:00:00Z. Any fixed moment does; this one
 * is after the certificates, licences and "since" dates that pages compare with.
 */
const EPOCH_MS = Date.UTC(2025, 0, 1);

/** What is known about the page before it is opened: the composition's word, the configuration's, or the default. */
export interface PlannedGeometry {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly fps: Fps;
  readonly size: OutputSize;
  readonly runtimeEnv: RuntimeEnvSnapshot;
}

/** @throws CONFIG_INVALID for an output size or a frame rate that the format cannot have. */
export function describePage(composition: Composition, config: ResolvedRenderConfig): PlannedGeometry {
  const { fallbackWidthPx, fallbackHeightPx, fallbackFps } = getDefaults();
  // A page that says nothing about its size is laid out for the size of the output.
  const { width, height } = config;
  const asked = width !== undefined && height !== undefined ? { width, height } : null;
  const widthPx = composition.widthPx ?? asked?.width ?? fallbackWidthPx;
  const heightPx = composition.heightPx ?? asked?.height ?? fallbackHeightPx;
  const fps = config.fps ?? composition.fps ?? fallbackFps;
  assertGifRate(config.format, fps);
  const size = resolveOutputSize(config, widthPx, heightPx);
  return {
    widthPx,
    heightPx,
    fps,
    size,
    runtimeEnv: {
      timezone: 'UTC',
      locale: 'en-US',
      deviceScaleFactor: size.deviceScaleFactor,
      epochMs: EPOCH_MS,
    },
  };
}

/** A gif's frames last whole hundredths of a second, and players slow down those shorter than two. */
const MAX_GIF_FPS = 50;

function assertGifRate(format: ResolvedRenderConfig['format'], fps: Fps): void {
  if (format !== 'gif' || fpsToNumber(fps) <= MAX_GIF_FPS) return;
  const fix = `Ask for ${MAX_GIF_FPS} or less, or use mp4, webm or mov.`;
  throw new RenderError(
    'CONFIG_INVALID',
    `fps: a gif cannot show ${formatFps(fps)} frames a second. ${fix}`,
    {
      field: 'fps',
      fix,
    },
  );
}

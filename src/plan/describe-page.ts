import type { Composition } from '../composition/index.js';
import {
  type Fps,
  getDefaults,
  type ResolvedRenderConfig,
  type RuntimeEnvSnapshot,
} from '../contract/index.js';
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

/** @throws CONFIG_INVALID for an output size that the format cannot have. */
export function describePage(composition: Composition, config: ResolvedRenderConfig): PlannedGeometry {
  const { fallbackWidthPx, fallbackHeightPx, fallbackFps } = getDefaults();
  const widthPx = composition.widthPx ?? fallbackWidthPx;
  const heightPx = composition.heightPx ?? fallbackHeightPx;
  const size = resolveOutputSize(config, widthPx, heightPx);
  return {
    widthPx,
    heightPx,
    fps: config.fps ?? composition.fps ?? fallbackFps,
    size,
    runtimeEnv: {
      timezone: 'UTC',
      locale: 'en-US',
      deviceScaleFactor: size.deviceScaleFactor,
      epochMs: EPOCH_MS,
    },
  };
}

import { distributedRenderConfigSchema, type ResolvedRenderConfig } from './config.js';
import type { Fps } from './fps.js';

/** What is used where neither the caller nor the composition says anything. */
export interface RenderDefaults extends ResolvedRenderConfig {
  readonly fallbackFps: Fps;
  /** Used when the composition's root has no `data-width` / `data-height`. */
  readonly fallbackWidthPx: number;
  readonly fallbackHeightPx: number;
  /** Fewest frames per chunk that the planner picks by itself. */
  readonly minChunkFrames: number;
}

/** The defaults of every setting, as a fresh object. */
export function getDefaults(): RenderDefaults {
  return {
    ...distributedRenderConfigSchema.parse({}),
    fallbackFps: { num: 30, den: 1 },
    fallbackWidthPx: 1080,
    fallbackHeightPx: 1920,
    minChunkFrames: 10,
  };
}

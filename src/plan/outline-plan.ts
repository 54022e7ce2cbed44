import type { Composition } from '../composition/index.js';
import { frameCountForDuration, type ResolvedRenderConfig } from '../contract/index.js';
import type { PlannedGeometry } from './describe-page.js';
import type { PlanOutline } from './plan-options.js';
import { resolveChunkPlan } from './resolve-chunk-plan.js';

/** What the plan is going to be, as far as it can be told without opening the page. Pure. */
export function outlinePlan(
  composition: Pick<Composition, 'durationSec'>,
  config: ResolvedRenderConfig,
  { widthPx, heightPx, fps }: Pick<PlannedGeometry, 'widthPx' | 'heightPx' | 'fps'>,
): PlanOutline {
  const durationSec = config.durationSec ?? composition.durationSec;
  const totalFrames =
    durationSec === null || !Number.isFinite(durationSec) ? 0 : frameCountForDuration(durationSec, fps);
  const chunkCount =
    totalFrames >= 1 ? resolveChunkPlan({ ...config, totalFrames }).effective.chunkCount : null;
  return { widthPx, heightPx, gl: config.gl, chunkCount };
}

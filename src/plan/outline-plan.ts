import type { Composition } from '../composition/index.js';
import { frameCountForDuration, type ResolvedRenderConfig } from '../contract/index.js';
import type { PlannedGeometry } from './describe-page.js';
import type { PlanOutline } from './plan-options.js';
import { type LocalChunks, resolveChunkPlan } from './resolve-chunk-plan.js';

export interface OutlineRequest {
  readonly composition: Pick<Composition, 'durationSec'>;
  readonly config: ResolvedRenderConfig;
  readonly page: Pick<PlannedGeometry, 'widthPx' | 'heightPx' | 'fps'>;
  readonly local: LocalChunks | undefined;
}

/** What the plan is going to be, as far as it can be told without opening the page. Pure. */
export function outlinePlan({ composition, config, page, local }: OutlineRequest): PlanOutline {
  const { widthPx, heightPx, fps } = page;
  const durationSec = config.durationSec ?? composition.durationSec;
  const isKnown = durationSec !== null && Number.isFinite(durationSec);
  const totalFrames = isKnown ? frameCountForDuration(durationSec, fps) : 0;
  const chunkCount =
    totalFrames >= 1 ? resolveChunkPlan({ ...config, totalFrames, local }).effective.chunkCount : null;
  return { widthPx, heightPx, gl: config.gl, chunkCount };
}

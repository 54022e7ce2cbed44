export { buildChunkSlices } from './build-chunk-slices.js';
export { explainPlanDifference } from './explain-plan-difference.js';
export type { FrameCostSample } from './frame-costs.js';
export { type PlannedPage, planPageOptions } from './plan-page-options.js';
export { readPlan } from './read-plan.js';
export { type ChunkPlanRequest, resolveChunkPlan } from './resolve-chunk-plan.js';
export { DigestCache, type PlanReader, verifyPlanAssets } from './verify-plan-assets.js';
export { type PlanParts, writePlan } from './write-plan.js';

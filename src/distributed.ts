// framelane/distributed: the three activities as functions over local paths, for programs and queues that bring their
// own orchestration. Nothing of the pool, the run driver or an app comes with it.

export { type AssembleOptions, assemble } from './assemble/index.js';
export { type RenderChunkOptions, renderChunk } from './chunk/index.js';
export type {
  AssembleProgress,
  AssembleResult,
  ChunkPlan,
  ChunkProgress,
  ChunkResult,
  ChunkSidecarJson,
  ChunkSliceJson,
  CompositionMetadataJson,
  DistributedRenderConfig,
  Fps,
  LockedRenderConfig,
  Logger,
  PlanProgress,
  PlanResult,
  RenderDefaults,
  ResolvedRenderConfig,
  ToolIdentities,
  ToolPaths,
  WebglInfo,
} from './contract/index.js';
export {
  getDefaults,
  rejectUnsupportedDistributedFormat,
  validateDistributedRenderConfig,
} from './contract/index.js';
export * from './errors/code-constants.js';
export type { CodeFacts, ErrorCode, ErrorData, ErrorDetails, Fault } from './errors/index.js';
export { ERROR_CODES, isRenderError, RenderError } from './errors/index.js';
export {
  buildChunkSlices,
  type ChunkPlanRequest,
  type FrameCostSample,
  type PlanOptions,
  planDistributed as plan,
  resolveChunkPlan,
} from './plan/index.js';

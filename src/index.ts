// framelane: rendering in this process, and the three activities under `distributed` (a bare `plan` would collide in a
// caller's code).

export { type FileServer, startFileServer as createFileServer } from './browser/index.js';
export {
  type CapturedImage,
  type CaptureSession,
  type CaptureSessionOptions,
  createCaptureSession,
} from './chunk/index.js';
export type { AssembleResult, ChunkResult, PlanResult } from './contract/index.js';
export * as distributed from './distributed.js';
export {
  createRenderJob,
  type ExecuteRenderJobOptions,
  executeRenderJob,
  type RenderJob,
  type RenderJobProgress,
  type RenderJobResult,
} from './run/index.js';

export type { SampledFrames, SampleRequest } from '../plan/sample-frames.js';
export {
  type CapturedImage,
  type CaptureSession,
  type CaptureSessionOptions,
  createCaptureSession,
} from './capture-session.js';
export { renderChunk } from './render-chunk.js';
export { readVerifiedSidecar } from './sidecar.js';
export type {
  BrowserKind,
  BrowserReady,
  ChunkRenderer,
  ChunkRendererOptions,
  ChunkTask,
  RenderChunkOptions,
  SpawnKind,
} from './types.js';

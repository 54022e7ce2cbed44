/** The code that runs inside the page, and what the Node side needs to put it there and to talk to it. */
export { createI420Converter, type I420Converter } from './i420-converter.js';
export { buildInitScript, buildWorkerScript } from './init-script.js';
export {
  BACKWARD_SEEK_ERROR_NAME,
  FRAME_BINDING_NAME,
  type FramelanePageApi,
  type MediaReport,
  type PageClip,
  type PageDescription,
  type PageError,
  type PageRuntimeConfig,
  type ReadinessBlocker,
  type ReadinessReport,
  type SeekReport,
} from './protocol.js';
export type { StagedFrame } from './stage/protocol.js';
export { buildStageDocument } from './stage-document.js';

/** The code that runs inside the page, and what the Node side needs to put it there and to talk to it. */
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

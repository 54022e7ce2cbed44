export { type FrameTimeSummary, FrameTimes } from './frame-times.js';
export { noopLogger } from './noop-logger.js';
export { PhaseClock } from './span.js';

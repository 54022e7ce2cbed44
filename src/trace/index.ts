export { noopLogger } from './noop-logger.js';
export { PhaseClock } from './span.js';

export { CODE_TABLE, type CodeFacts, ERROR_CODES, type ErrorCode, type Fault } from './codes.js';
export {
  type ErrorData,
  fromErrorData,
  type Outcome,
  throwIfAborted,
  toErrorData,
  toRenderError,
} from './error-data.js';
export { type ErrorDetails, isRenderError, RenderError, type RenderErrorOptions } from './render-error.js';

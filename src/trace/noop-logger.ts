import type { Logger } from '../contract/index.js';

/** A logger that says nothing: the default of every library function. */
export const noopLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };

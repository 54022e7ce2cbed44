export { assemble } from './assemble.js';
export type { AssembleOptions } from './types.js';

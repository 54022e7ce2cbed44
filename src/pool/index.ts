export type { NewestFrame } from './protocol.js';
export { createRenderPool } from './render-pool.js';
export type { PoolTask, RenderPool, RenderPoolOptions } from './types.js';

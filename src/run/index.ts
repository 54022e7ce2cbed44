export {
  type BatchEvent,
  type BatchResult,
  type RenderBatchOptions,
  renderBatch,
} from './batch/render-batch.js';
export { readEventLog } from './event-log.js';
export { readRunSnapshot } from './read-run.js';
export { reduceSnapshot } from './reduce-snapshot.js';
export {
  createRenderJob,
  type ExecuteRenderJobOptions,
  executeRenderJob,
  type RenderJob,
  type RenderJobProgress,
  type RenderJobResult,
} from './render-job.js';
export { renderRun } from './render-run.js';
export { RunControl } from './run-control.js';
export { type RunFile, type RunFolder, readRunFile, runFolder } from './run-folder.js';
export type { RenderRunOptions, RunResult } from './types.js';
export { type BudgetRequest, computeWorkerBudget } from './worker-budget.js';

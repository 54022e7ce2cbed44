import type { ChunkResult, ChunkSliceJson, Plan } from '../contract/index.js';
import { readCapacity } from '../diagnostics/index.js';
import { renderChunks } from './render-chunks.js';
import { RunControl } from './run-control.js';
import type { Run } from './types.js';
import { computeWorkerBudget } from './worker-budget.js';

/** Decides how many workers run, and renders the chunks on them, started in the order of `slices`. */
export async function renderOnPool(
  run: Run,
  plan: Plan,
  slices: readonly ChunkSliceJson[],
  pathOf: (chunkIndex: number) => string,
): Promise<ChunkResult[]> {
  const { options, log, signal } = run;
  const { cpuCount, memoryAvailableBytes } = await readCapacity();
  const budget = computeWorkerBudget({
    requested: options.workers,
    chunkCount: slices.length,
    widthPx: plan.encoder.outputWidthPx,
    heightPx: plan.encoder.outputHeightPx,
    cpuCount,
    memoryAvailableBytes,
  });
  log.emit({ type: 'budget', budget });
  const pool = await run.pool.take({
    workers: budget.workers,
    concurrentLaunches: budget.concurrentLaunches,
    onBrowserReady: (workerId, ready) => log.emit({ type: 'worker-ready', workerId, ...ready }),
    onWorkerLost: (workerId, error) => log.emit({ type: 'worker-lost', workerId, error }),
  });
  const control = options.control ?? new RunControl();
  control.attach(pool);
  try {
    return await renderChunks({ pool, log, budget, control, planDir: plan.planDir, slices, pathOf, signal });
  } finally {
    control.attach(null);
  }
}

import type { ChunkResult, ChunkSliceJson, Plan } from '../contract/index.js';
import { readMachine } from '../diagnostics/index.js';
import { createRenderPool } from '../pool/index.js';
import { renderChunks } from './render-chunks.js';
import { RunControl } from './run-control.js';
import type { Run } from './types.js';
import type { PoolWish } from './warm-tools.js';
import { computeWorkerBudget } from './worker-budget.js';

/** Decides how many workers run, and renders the chunks on them. Leaves no process, however it ends. */
export async function renderOnPool(
  run: Run,
  plan: Plan,
  slices: readonly ChunkSliceJson[],
  pathOf: (chunkIndex: number) => string,
): Promise<ChunkResult[]> {
  const { folder, options, env, log, signal, workDir } = run;
  const { cpuCount, memoryAvailableBytes } = await readMachine(folder.runDir);
  const budget = computeWorkerBudget({
    requested: options.workers,
    chunkCount: slices.length,
    widthPx: plan.encoder.outputWidthPx,
    heightPx: plan.encoder.outputHeightPx,
    cpuCount,
    memoryAvailableBytes,
  });
  log.emit({ type: 'budget', budget });
  const wish: PoolWish = {
    workers: budget.workers,
    concurrentLaunches: budget.concurrentLaunches,
    onBrowserReady: (workerId, ready) => log.emit({ type: 'worker-ready', workerId, ...ready }),
    onWorkerLost: (workerId, error) => log.emit({ type: 'worker-lost', workerId, error }),
  };
  const pool =
    (await options.warm?.pool(wish)) ??
    createRenderPool({ ...wish, tools: options.tools ?? {}, env, workDir });
  const onExit = () => pool.killAll();
  process.on('exit', onExit);
  const control = options.control ?? new RunControl();
  control.attach(pool);
  try {
    return await renderChunks({ pool, log, budget, control, planDir: plan.planDir, slices, pathOf, signal });
  } finally {
    control.attach(null);
    if (options.warm === undefined) await pool.close();
    process.off('exit', onExit);
  }
}

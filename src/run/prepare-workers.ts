import { readCapacity } from '../diagnostics/index.js';
import type { PlanOutline } from '../plan/index.js';
import type { Run } from './types.js';
import { computeWorkerBudget } from './worker-budget.js';

/**
 * Starts as many workers as the run is going to have, while the page is being measured. Where only the page can tell how
 * many chunks there are, one: a browser that nobody needs costs half a second of CPU.
 */
export async function prepareWorkers(
  { options, pool }: Pick<Run, 'options' | 'pool'>,
  { widthPx, heightPx, gl, chunkCount }: PlanOutline,
): Promise<void> {
  const size = computeWorkerBudget({
    requested: options.workers,
    chunkCount: chunkCount ?? 1,
    widthPx,
    heightPx,
    ...(await readCapacity()),
  });
  pool.prepare(size, { widthPx, heightPx, gl });
}

import type { DistributedRenderConfig, PlanResult } from '../contract/index.js';
import { plan } from './plan.js';
import type { PlanOptions } from './plan-options.js';

/**
 * `plan` for chunks that are rendered on several machines: fonts that the composition does not bring are refused unless
 * `rejectOnSystemFonts` is `false`, because each machine would draw them in its own way.
 */
export function planDistributed(
  projectDir: string,
  config: DistributedRenderConfig,
  planDir: string,
  options: PlanOptions = {},
): Promise<PlanResult> {
  return plan(projectDir, { rejectOnSystemFonts: true, ...config }, planDir, options);
}

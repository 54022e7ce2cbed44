import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type DistributedRenderConfig, PLAN_PATHS, type Plan } from '../contract/index.js';
import { RenderError } from '../errors/index.js';
import { type PlanOptions, plan, readPlan } from '../plan/index.js';
import { changesSince } from './changes-since.js';
import type { RunFolder } from './run-folder.js';

/** What becomes a plan. */
export interface PlanRequest {
  readonly projectDir: string;
  readonly config: DistributedRenderConfig;
  readonly options: PlanOptions;
}

/** The plan of a run, and what was measured today while it was made or compared. */
export interface PreparedPlan {
  readonly plan: Plan;
  /** Of each chunk, by index; empty where the chunks that were measured are not those of the plan. */
  readonly expectedChunkMs: readonly number[];
}

/**
 * The plan of a run: frozen now, or the one of an interrupted run, which has to be what planning gives today.
 * @throws what `plan` throws; PLAN_HASH_MISMATCH naming what was changed since the run was interrupted.
 */
export async function preparePlan(folder: RunFolder, request: PlanRequest): Promise<PreparedPlan> {
  const { projectDir, config, options } = request;
  const exists = await stat(join(folder.plan, PLAN_PATHS.plan)).catch(() => null);
  if (exists === null) {
    const { expectedChunkMs } = await plan(projectDir, config, folder.plan, options);
    return { plan: await readPlan(folder.plan), expectedChunkMs };
  }
  const frozen = await readPlan(folder.plan);
  const trialDir = `${folder.plan}-now`;
  try {
    const { slices, expectedChunkMs } = await plan(projectDir, config, trialDir, options);
    assertUnchanged(frozen, await readPlan(trialDir));
    const isSameCut = isDeepStrictEqual(slices, frozen.chunks.slices);
    return { plan: frozen, expectedChunkMs: isSameCut ? expectedChunkMs : [] };
  } finally {
    await rm(trialDir, { recursive: true, force: true });
  }
}

function assertUnchanged(frozen: Plan, now: Plan): void {
  const changes = changesSince(frozen, now);
  if (changes.length === 0) return;
  throw new RenderError(
    'PLAN_HASH_MISMATCH',
    `The run cannot go on, because what it renders was changed since: ${changes.slice(0, 3).join('; ')}${changes.length > 3 ? ` and ${changes.length - 3} more` : ''}.`,
    {
      path: frozen.planDir,
      differences: changes,
      fix: 'Start a new run, or bring back what was changed.',
    },
  );
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import {
  assetsFileSchema,
  chunksFileSchema,
  compositionMetadataSchema,
  lockedRenderConfigSchema,
  PLAN_PATHS,
  PLAN_PROTOCOL,
  type Plan,
  type PlanJson,
  parseWith,
  planFileSchema,
  videosFileSchema,
} from '../contract/index.js';
import { RenderError } from '../errors/index.js';
import { sha256Of } from '../files/index.js';
import { hashOfPlan } from './plan-hash.js';

/**
 * Reads a plan directory and proves that its description is the one that was frozen. Assets are proved by
 * `verifyPlanAssets`, when they are needed.
 * @throws MISSING_PLAN_ARTIFACT naming the file that is not there, PLAN_PROTOCOL_UNSUPPORTED,
 * MISSING_RUNTIME_ENV_SNAPSHOT, PLAN_HASH_MISMATCH naming the file that was changed.
 */
export async function readPlan(planDir: string): Promise<Plan> {
  const plan = await readPlanFile(planDir);
  const recomputed = hashOfPlan(plan);
  if (recomputed !== plan.planHash) {
    throw changed(
      planDir,
      PLAN_PATHS.plan,
      `its content hashes to ${recomputed}, but it says ${plan.planHash}`,
    );
  }
  const [composition, encoder, chunks, videos, assets] = await Promise.all([
    readMeta(planDir, plan, PLAN_PATHS.composition, compositionMetadataSchema),
    readMeta(planDir, plan, PLAN_PATHS.encoder, lockedRenderConfigSchema),
    readMeta(planDir, plan, PLAN_PATHS.chunks, chunksFileSchema),
    readMeta(planDir, plan, PLAN_PATHS.videos, videosFileSchema),
    readMeta(planDir, plan, PLAN_PATHS.assets, assetsFileSchema),
  ]);
  return { planDir, plan, composition, encoder, chunks, videos, assets };
}

async function readPlanFile(planDir: string): Promise<PlanJson> {
  const path = PLAN_PATHS.plan;
  const raw = parseJson(planDir, path, await readPart(planDir, path));
  if (!isRecord(raw)) throw changed(planDir, path, 'it is not a JSON object');
  if (raw.protocol !== PLAN_PROTOCOL) {
    throw new RenderError(
      'PLAN_PROTOCOL_UNSUPPORTED',
      `The plan ${planDir} has protocol ${JSON.stringify(raw.protocol) ?? 'none'}; this version reads protocol ${PLAN_PROTOCOL}.`,
      {
        path: join(planDir, path),
        fix: 'Plan again with this version, or use the version that made the plan.',
      },
    );
  }
  if (raw.runtimeEnv === undefined || raw.runtimeEnv === null) {
    throw new RenderError(
      'MISSING_RUNTIME_ENV_SNAPSHOT',
      `The plan ${planDir} has no runtimeEnv in ${path}, so its chunks would depend on the machine that renders them.`,
      { path: join(planDir, path), fix: 'Plan again.' },
    );
  }
  return parseWith(planFileSchema, raw, (message) => changed(planDir, path, message));
}

async function readMeta<S extends z.ZodType>(
  planDir: string,
  plan: PlanJson,
  path: string,
  schema: S,
): Promise<z.output<S>> {
  const bytes = await readPart(planDir, path);
  const digest = sha256Of(bytes);
  if (digest !== plan.meta[path]) {
    throw changed(planDir, path, `sha256 ${digest}, expected ${plan.meta[path] ?? 'none'}`);
  }
  const raw = parseJson(planDir, path, bytes);
  return parseWith(schema, raw, (message) => changed(planDir, path, message));
}

async function readPart(planDir: string, path: string): Promise<Buffer> {
  try {
    return await readFile(join(planDir, path));
  } catch (cause) {
    throw new RenderError(
      'MISSING_PLAN_ARTIFACT',
      `The plan ${planDir} has no ${path} (${cause instanceof Error ? cause.message : String(cause)}).`,
      { path: join(planDir, path), fix: 'Copy the whole plan directory again, or plan again.' },
      { cause },
    );
  }
}

function parseJson(planDir: string, path: string, bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    throw changed(planDir, path, 'it is not valid JSON');
  }
}

function changed(planDir: string, path: string, how: string): RenderError {
  return new RenderError(
    'PLAN_HASH_MISMATCH',
    `${path} of the plan ${planDir} is not what was frozen: ${how}.`,
    {
      path: join(planDir, path),
      fix: 'Plan again; a plan is never edited.',
    },
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

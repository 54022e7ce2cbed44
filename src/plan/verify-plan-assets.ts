import type { BigIntStats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plan, PlanAssetJson } from '../contract/index.js';
import { RenderError } from '../errors/index.js';
import { forFiles, resolveInside, sha256OfFile } from '../files/index.js';

/** Who reads the assets: one chunk, or the assembly. */
export type PlanReader = { readonly chunkIndex: number } | 'assemble';

/**
 * Digests that were taken before, valid while a file keeps its size, modification time and inode. A warm worker keeps
 * one, so that a chunk of a plan it knows does not read every asset again.
 */
export class DigestCache {
  readonly #known = new Map<string, { readonly stamp: string; readonly sha256: string }>();
  #filesRead = 0;

  /** Files that were read to take their digest; the others were known. */
  get filesRead(): number {
    return this.#filesRead;
  }

  /** The file's sha256, lower-case hex. */
  async sha256Of(path: string, stats: BigIntStats): Promise<string> {
    const stamp = `${stats.size}:${stats.mtimeNs}:${stats.ino}`;
    const known = this.#known.get(path);
    if (known?.stamp === stamp) return known.sha256;
    const sha256 = await sha256OfFile(path);
    this.#filesRead += 1;
    this.#known.set(path, { stamp, sha256 });
    return sha256;
  }
}

/**
 * Proves that the assets one reader needs are there and unchanged.
 * @throws MISSING_PLAN_ARTIFACT or PLAN_HASH_MISMATCH naming the file.
 */
export async function verifyPlanAssets(
  plan: Plan,
  reader: PlanReader,
  cache: DigestCache = new DigestCache(),
): Promise<void> {
  const needed = plan.assets.filter((asset) => isNeeded(asset, reader));
  await forFiles(needed, (asset) => verifyAsset(plan.planDir, asset, cache));
}

function isNeeded({ neededBy }: PlanAssetJson, reader: PlanReader): boolean {
  if (reader === 'assemble') return neededBy === 'assemble';
  return neededBy === 'all' || (Array.isArray(neededBy) && neededBy.includes(reader.chunkIndex));
}

async function verifyAsset(planDir: string, asset: PlanAssetJson, cache: DigestCache): Promise<void> {
  const path = await resolveInside(planDir, asset.path);
  const stats = path === null ? null : await stat(path, { bigint: true });
  if (path === null || !stats?.isFile()) {
    throw new RenderError('MISSING_PLAN_ARTIFACT', `The plan ${planDir} has no ${asset.path}.`, {
      path: join(planDir, asset.path),
      fix: 'Copy the whole plan directory again, or plan again.',
    });
  }
  if (stats.size !== BigInt(asset.sizeBytes)) {
    throw changed(planDir, asset, `${stats.size} bytes instead of ${asset.sizeBytes}`);
  }
  const sha256 = await cache.sha256Of(path, stats);
  if (sha256 !== asset.sha256) throw changed(planDir, asset, `sha256 ${sha256} instead of ${asset.sha256}`);
}

function changed(planDir: string, asset: PlanAssetJson, how: string): RenderError {
  return new RenderError('PLAN_HASH_MISMATCH', `${asset.path} of the plan ${planDir} was changed: ${how}.`, {
    path: join(planDir, asset.path),
    fix: 'Copy the plan directory again, or plan again; a plan is never edited.',
  });
}

import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type ChunksJson,
  type CompositionMetadataJson,
  type LockedRenderConfig,
  PLAN_PATHS,
  PLAN_PROTOCOL,
  type Plan,
  type PlanAssetJson,
  type PlanJson,
  type RuntimeEnvSnapshot,
  type ToolIdentities,
  type VideosJson,
} from '../contract/index.js';
import { forFiles, sha256OfFile, toPosix, writeJson } from '../files/index.js';
import { hashOfPlan } from './plan-hash.js';

/** What a plan consists of besides the files that already lie in its directory. */
export interface PlanParts {
  readonly tools: ToolIdentities;
  readonly runtimeEnv: RuntimeEnvSnapshot;
  readonly composition: CompositionMetadataJson;
  readonly encoder: LockedRenderConfig;
  readonly chunks: ChunksJson;
  readonly videos: VideosJson;
  /** Relative to the plan directory, or null. */
  readonly audioPath: string | null;
  /** Which chunks need a file, by its path, where that is not all of them. */
  readonly needs?: ReadonlyMap<string, PlanAssetJson['neededBy']>;
}

/**
 * Freezes a plan: takes the digest of every file that lies in the directory (`compiled/`, extracted frames, audio) and
 * writes the meta files and `plan.json`. The same parts and files give the same bytes.
 */
export async function writePlan(planDir: string, parts: PlanParts): Promise<Plan> {
  const { tools, runtimeEnv, composition, encoder, chunks, videos, audioPath, needs } = parts;
  const assets = await digestAssets(planDir, audioPath, needs ?? new Map());
  const contents = [
    [PLAN_PATHS.composition, composition],
    [PLAN_PATHS.encoder, encoder],
    [PLAN_PATHS.chunks, chunks],
    [PLAN_PATHS.videos, videos],
    [PLAN_PATHS.assets, assets],
  ] as const;
  const meta: Record<string, string> = {};
  for (const [path, value] of contents) {
    await writeJson(join(planDir, path), value);
    meta[path] = await sha256OfFile(join(planDir, path));
  }
  const unhashed: Omit<PlanJson, 'planHash'> = {
    protocol: PLAN_PROTOCOL,
    tools,
    runtimeEnv,
    counts: {
      frames: composition.frameCount,
      chunks: chunks.slices.length,
      assets: assets.length,
      assetBytes: assets.reduce((sum, asset) => sum + asset.sizeBytes, 0),
    },
    audioPath,
    meta,
  };
  const { protocol, ...rest } = unhashed;
  const plan: PlanJson = { protocol, planHash: hashOfPlan(unhashed), ...rest };
  await writeJson(join(planDir, PLAN_PATHS.plan), plan);
  return { planDir, plan, composition, encoder, chunks, assets, videos };
}

/** Every file of the directory but the plan's own, sorted by path (code unit order). */
async function digestAssets(
  planDir: string,
  audioPath: string | null,
  needs: ReadonlyMap<string, PlanAssetJson['neededBy']>,
): Promise<PlanAssetJson[]> {
  const own: readonly string[] = Object.values(PLAN_PATHS);
  const entries = await readdir(planDir, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => toPosix(join(entry.parentPath, entry.name).slice(planDir.length + 1)))
    .filter((path) => !own.includes(path))
    .sort();
  return forFiles(paths, async (path) => {
    const absolute = join(planDir, path);
    return {
      path,
      sizeBytes: (await stat(absolute)).size,
      sha256: await sha256OfFile(absolute),
      neededBy: path === audioPath ? 'assemble' : (needs.get(path) ?? 'all'),
    };
  });
}

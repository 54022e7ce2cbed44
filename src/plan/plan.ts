import { join } from 'node:path';
import { isSiteUrl, readComposition, snapshotSite } from '../composition/index.js';
import {
  type DistributedRenderConfig,
  type PlanResult,
  type ResolvedRenderConfig,
  rejectUnsupportedDistributedFormat,
  validateDistributedRenderConfig,
} from '../contract/index.js';
import { throwIfAborted, toRenderError } from '../errors/index.js';
import { writeWholeOrAbsent } from '../files/index.js';
import { locateBrowser, locateFfmpeg } from '../tools/index.js';
import { claimPlanDir } from './claim-plan-dir.js';
import { describePage } from './describe-page.js';
import { type FrozenPlan, freezePlan, type PlanTools } from './freeze-plan.js';
import { judgeWarnings } from './judge-warnings.js';
import { localChunks } from './local-chunks.js';
import type { PlanOptions } from './plan-options.js';
import { requireVideoEncoder } from './require-video-encoder.js';

/**
 * Freezes a composition into a plan directory, from which chunks are rendered anywhere. The directory is whole or
 * absent: whatever goes wrong, nothing half-written is left. Planning the same thing twice gives the same bytes, but for
 * `balance: 'cost'`, whose cuts follow what was measured, and pages whose stepping costs about as much as their capture.
 * @param projectDir folder of the composition, or the URL of a page, whose server is asked while planning only.
 * @param planDir is made; a plan that is already there is replaced.
 * @throws RenderError: CONFIG_INVALID, FORMAT_NOT_SUPPORTED_IN_DISTRIBUTED, INPUT_NOT_FOUND, COMPOSITION_INVALID,
 * COMPOSITION_NOT_READY, COMPOSITION_ERROR, EMPTY_COMPOSITION, DURATION_OUT_OF_RANGE, ASSET_MISSING, PATH_NOT_ALLOWED,
 * VIDEO_SOURCE_UNRENDERABLE, SYSTEM_FONT_USED, PLAN_TOO_LARGE, OUTPUT_NOT_WRITABLE, DISK_FULL, CANCELLED, and what is
 * wrong with the tools.
 */
export async function plan(
  projectDir: string,
  config: DistributedRenderConfig,
  planDir: string,
  options: PlanOptions = {},
): Promise<PlanResult> {
  if (!isSiteUrl(projectDir)) return planFolder(projectDir, config, planDir, options);
  const site = await snapshotSite(projectDir, { ...options.remote, signal: options.signal });
  const allowedOrigins = [...(options.remote?.allowedOrigins ?? []), site.origin];
  try {
    return await planFolder(site.projectDir, { ...config, entryFile: site.entryFile }, planDir, {
      ...options,
      remote: { ...options.remote, allowedOrigins },
    });
  } finally {
    await site.remove();
  }
}

async function planFolder(
  projectDir: string,
  config: DistributedRenderConfig,
  planDir: string,
  options: PlanOptions,
): Promise<PlanResult> {
  const startMs = performance.now();
  try {
    const resolved = checkConfig(config);
    throwIfAborted(options.signal);
    options.onProgress?.({ phase: 'read', message: `Reading ${resolved.entryFile}` });
    const composition = await readComposition(projectDir, resolved.entryFile, resolved.variables);
    judgeWarnings(resolved, [], composition.warnings);
    const page = describePage(composition, resolved);
    const target = await claimPlanDir(planDir, composition.projectDir);
    const tools = await findTools(options);
    await requireVideoEncoder(resolved, page, tools, options.signal);
    const frozen = await writeWholeOrAbsent(target, (temporaryDir) =>
      freezePlan(
        {
          composition,
          config: resolved,
          page,
          tools,
          options,
          local: localChunks(config, options.localCores, page.fps),
          excludedPath: target,
        },
        temporaryDir,
      ),
    );
    return toResult(frozen, target, performance.now() - startMs);
  } catch (error) {
    throwIfAborted(options.signal);
    throw toRenderError(error);
  }
}

function checkConfig(config: DistributedRenderConfig): ResolvedRenderConfig {
  if (config?.format !== undefined) rejectUnsupportedDistributedFormat(config.format);
  return validateDistributedRenderConfig(config);
}

async function findTools({ tools = {}, env = process.env, browserSession }: PlanOptions): Promise<PlanTools> {
  const [ffmpeg, browser] = await Promise.all([
    locateFfmpeg(tools, env),
    browserSession === undefined
      ? locateBrowser(tools, env).then((path) => ({ path }))
      : { session: browserSession },
  ]);
  return { ...ffmpeg, browser };
}

function toResult(frozen: FrozenPlan, planDir: string, durationMs: number): PlanResult {
  const { plan: file, composition, encoder, chunks } = frozen;
  return {
    planDir,
    planHash: file.planHash,
    chunkPlan: chunks.plan,
    slices: chunks.slices,
    composition,
    encoder,
    tools: file.tools,
    fps: composition.fps,
    frameCount: composition.frameCount,
    audioPath: file.audioPath === null ? null : join(planDir, file.audioPath),
    loudness: composition.loudness,
    assetCount: file.counts.assets,
    assetBytes: file.counts.assetBytes,
    warnings: composition.warnings,
    stepping: frozen.stepping,
    expectedChunkMs: frozen.expectedChunkMs,
    durationMs,
  };
}

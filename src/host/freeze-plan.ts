import { randomBytes } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { DistributedRenderConfig, FrozenPlan, ToolPaths } from '../contract/index.js';
import { readCapacity } from '../diagnostics/index.js';
import { plan } from '../plan/index.js';
import { quoteCommand } from '../process/index.js';
import type { EngineHostOptions } from './engine-host-options.js';
import { folderSizeBytes } from './folder-size.js';
import { shortenHome } from './shorten-home.js';

/**
 * Freezes a composition into a folder that is named by its hash, to be rendered chunk by chunk anywhere. The same
 * composition and settings give the same folder. Runs the composition's scripts: call it for trusted projects only.
 * @throws what `plan` throws.
 */
export async function freezePlanOf(
  projectDir: string,
  config: DistributedRenderConfig,
  tools: ToolPaths,
  { dataDir, env }: EngineHostOptions,
): Promise<FrozenPlan> {
  const plansDir = join(dataDir, 'plans');
  await mkdir(plansDir, { recursive: true });
  const trialDir = join(plansDir, `.trial-${randomBytes(6).toString('hex')}`);
  try {
    // As it was shown, and as this machine would render it.
    const { cpuCount } = await readCapacity();
    const frozen = await plan(projectDir, config, trialDir, { tools, env, localCores: cpuCount });
    const planDir = join(plansDir, `${basename(projectDir)}-${frozen.planHash.slice(0, 12)}`);
    await rename(trialDir, planDir).catch(async (error: NodeJS.ErrnoException) => {
      // It was frozen before: what is there is the same.
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST' && error.code !== 'EPERM') throw error;
    });
    return {
      planHash: frozen.planHash,
      displayPath: shortenHome(planDir),
      sizeBytes: await folderSizeBytes(planDir),
      fileCount: frozen.assetCount,
      chunkCount: frozen.slices.length,
      cli: quoteCommand('npx', ['framelane', 'chunk', planDir, '0', '-o', 'chunks/0.mp4']),
    };
  } finally {
    await rm(trialDir, { recursive: true, force: true });
  }
}

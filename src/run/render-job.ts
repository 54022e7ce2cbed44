import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assemble } from '../assemble/index.js';
import { renderChunk } from '../chunk/index.js';
import {
  type AssembleProgress,
  type AssembleResult,
  type ChunkProgress,
  type ChunkResult,
  type DistributedRenderConfig,
  type Logger,
  type PlanProgress,
  type PlanResult,
  type ResolvedRenderConfig,
  type ToolPaths,
  validateDistributedRenderConfig,
} from '../contract/index.js';
import { chunkExtension } from '../ffmpeg/index.js';
import { plan } from '../plan/index.js';
import { type Environment, TEMPORARY_PREFIX } from '../process/index.js';
import { locateTools } from '../tools/index.js';

/** A configuration that was checked and can be executed any number of times. */
export interface RenderJob {
  readonly config: ResolvedRenderConfig;
}

/** How far a job is: its step, and what that step tells. */
export type RenderJobProgress =
  | { readonly step: 'plan'; readonly progress: PlanProgress }
  | { readonly step: 'render'; readonly progress: ChunkProgress }
  | { readonly step: 'assemble'; readonly progress: AssembleProgress };

export interface ExecuteRenderJobOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: RenderJobProgress) => void) | undefined;
  readonly logger?: Logger | undefined;
  readonly tools?: ToolPaths | undefined;
  /** Where tools are looked for. Default: the environment of this process. */
  readonly env?: Environment | undefined;
}

export interface RenderJobResult {
  readonly plan: PlanResult;
  readonly chunk: ChunkResult;
  readonly output: AssembleResult;
}

/**
 * Checks a configuration.
 * @throws CONFIG_INVALID naming every wrong field.
 */
export function createRenderJob(config: DistributedRenderConfig = {}): RenderJob {
  return { config: validateDistributedRenderConfig(config) };
}

/**
 * Renders a composition in this process with one browser: the same three activities as a distributed render, with one
 * chunk, in a temporary folder that is deleted afterwards.
 * @param projectDir folder of the composition.
 * @param outputPath a file, or for `png-sequence` a folder. Whatever goes wrong, it shows its old content or nothing.
 * @throws what `plan`, `renderChunk` and `assemble` throw.
 */
export async function executeRenderJob(
  job: RenderJob,
  projectDir: string,
  outputPath: string,
  options: ExecuteRenderJobOptions = {},
): Promise<RenderJobResult> {
  const { onProgress, ...asked } = options;
  const tools = await locateTools(asked.tools ?? {}, asked.env ?? process.env);
  const common = { ...asked, tools };
  const workDir = await mkdtemp(join(tmpdir(), TEMPORARY_PREFIX));
  try {
    const planDir = join(workDir, 'plan');
    const planned = await plan(projectDir, toOneChunk(job.config), planDir, {
      ...common,
      onProgress: (progress) => onProgress?.({ step: 'plan', progress }),
    });
    const extension = chunkExtension(planned.encoder.format);
    const chunkPath = join(workDir, extension === '' ? 'chunk' : `chunk.${extension}`);
    const chunk = await renderChunk(planDir, 0, chunkPath, {
      ...common,
      onProgress: (progress) => onProgress?.({ step: 'render', progress }),
    });
    const output = await assemble(planDir, [chunkPath], planned.audioPath, outputPath, {
      ...common,
      onProgress: (progress) => onProgress?.({ step: 'assemble', progress }),
    });
    return { plan: planned, chunk, output };
  } finally {
    await rm(workDir, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Chunk settings have no meaning where there is one browser. */
function toOneChunk(config: ResolvedRenderConfig): DistributedRenderConfig {
  const { chunkSize: _size, targetChunkFrames: _target, ...rest } = config;
  return { ...rest, maxParallelChunks: 1, balance: 'frames' };
}

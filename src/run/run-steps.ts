import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { assemble } from '../assemble/index.js';
import {
  type ChunkResult,
  FRAMELANE_VERSION,
  getDefaults,
  type Plan,
  type UnstampedRunEvent,
} from '../contract/index.js';
import { readCapacity } from '../diagnostics/index.js';
import { throwIfAborted } from '../errors/index.js';
import { chunkExtension } from '../ffmpeg/index.js';
import { assertWritable } from '../files/index.js';
import { readEventLog } from './event-log.js';
import { longestFirst } from './longest-first.js';
import { type PreparedPlan, preparePlan } from './prepare-plan.js';
import { prepareWorkers } from './prepare-workers.js';
import { renderOnPool } from './render-on-pool.js';
import { findReusableChunks } from './reuse-chunks.js';
import { chunkPathOf, type RunFolder } from './run-folder.js';
import type { Run, RunResult } from './types.js';

/** Plan, chunks, assembly: the steps of a run, each told to its log. @returns the `result` event. */
export async function runSteps(run: Run): Promise<RunResult> {
  const { runId, folder, options, log, signal } = run;
  const { projectDir, config, outputPath } = options;
  const startedMs = performance.now();
  log.emit({
    type: 'run-started',
    runId,
    runDir: folder.runDir,
    projectDir,
    entryFile: config.entryFile ?? getDefaults().entryFile,
    outputPath,
    framelaneVersion: FRAMELANE_VERSION,
    resumed: options.resume ?? false,
  });
  throwIfAborted(signal);
  await assertWritable(outputPath);
  const prepared = await planStep(run);
  const { plan } = prepared;
  const chunks = await chunksStep(run, prepared);
  const audioPath = plan.plan.audioPath === null ? null : join(folder.plan, plan.plan.audioPath);
  const paths = chunks.map((chunk) => chunk.outputPath);
  const assembled = await assemble(folder.plan, paths, audioPath, outputPath, {
    ...toolOptions(run),
    onProgress: (progress) => log.emit({ type: 'assemble-progress', ...progress }),
  });
  const result = log.emit({
    type: 'result',
    runId,
    planHash: plan.plan.planHash,
    outputPath: assembled.outputPath,
    frames: assembled.frames,
    durationMs: performance.now() - startedMs,
    chunks: chunks.map(toResultRow),
    sha256: assembled.sha256,
    assemble: assembled,
  });
  if (options.keep !== true) await discardParts(folder);
  return result as RunResult;
}

async function planStep(run: Run): Promise<PreparedPlan> {
  const { folder, options, log } = run;
  const prepared = await preparePlan(folder, {
    projectDir: options.projectDir,
    config: options.config,
    options: {
      ...toolOptions(run),
      remote: options.remote,
      browserSession: await options.warm?.planner(options.config.gl ?? getDefaults().gl, run.signal),
      onProgress: (progress) => log.emit({ type: 'plan-progress', ...progress }),
      localCores: (await readCapacity()).cpuCount,
      onOutline: (outline) => void prepareWorkers(run, outline),
      sampleElsewhere: (request, signal) => run.pool.sample(request, signal),
    },
  });
  log.emit(toPlanReady(prepared.plan));
  return prepared;
}

/** @returns the results of all chunks in order; those of an earlier attempt at this run included. */
async function chunksStep(run: Run, { plan, expectedChunkMs }: PreparedPlan): Promise<ChunkResult[]> {
  const { folder, options, log } = run;
  const extension = chunkExtension(plan.encoder.format);
  const pathOf = (chunkIndex: number) => chunkPathOf(folder, chunkIndex, extension);
  const events = options.resume === true ? await readEventLog(folder.runDir) : [];
  const reused = await findReusableChunks(plan, events, pathOf);
  for (const [chunkIndex, result] of reused) log.emit({ type: 'chunk-reused', chunkIndex, result });
  const missing = plan.chunks.slices.filter(({ index }) => !reused.has(index));
  const ordered = longestFirst(missing, expectedChunkMs);
  const rendered = ordered.length === 0 ? [] : await renderOnPool(run, plan, ordered, pathOf);
  return [...reused.values(), ...rendered].sort((a, b) => a.chunkIndex - b.chunkIndex);
}

function toolOptions({ options, tools, env, signal }: Run) {
  return { tools, logger: options.logger, env, signal };
}

function toPlanReady({ planDir, plan, composition, encoder, chunks }: Plan): UnstampedRunEvent {
  return {
    type: 'plan-ready',
    planDir,
    planHash: plan.planHash,
    frameCount: composition.frameCount,
    durationSec: composition.durationSec,
    fps: composition.fps,
    widthPx: encoder.outputWidthPx,
    heightPx: encoder.outputHeightPx,
    format: encoder.format,
    codec: encoder.codec,
    captureMode: encoder.captureMode,
    captureModeWhy: encoder.captureModeWhy,
    gopFrames: encoder.gopFrames,
    hasAudio: plan.audioPath !== null,
    chunkPlan: chunks.plan,
    slices: chunks.slices,
    tools: plan.tools,
    assetCount: plan.counts.assets,
    assetBytes: plan.counts.assetBytes,
    warnings: composition.warnings,
  };
}

function toResultRow(chunk: ChunkResult): RunResult['chunks'][number] {
  const { chunkIndex: index, start, end, sha256, webgl, captureMode, framesReused, durationMs } = chunk;
  return { index, start, end, sha256, webgl, captureMode, framesReused, durationMs };
}

async function discardParts(folder: RunFolder): Promise<void> {
  await Promise.all(
    [folder.plan, folder.chunks].map((path) => rm(path, { recursive: true, force: true, maxRetries: 5 })),
  );
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type AssembleCheck, type AssembleResult, frameTimeSec, type Plan } from '../contract/index.js';
import { throwIfAborted, toRenderError } from '../errors/index.js';
import { digestOutput, type OutputDigest, writeWholeOrAbsent } from '../files/index.js';
import { readPlan } from '../plan/read-plan.js';
import { TEMPORARY_PREFIX } from '../process/index.js';
import { locateFfmpeg } from '../tools/index.js';
import { noopLogger } from '../trace/index.js';
import { checkAudio } from './check-audio.js';
import { checkChunks } from './check-chunks.js';
import { checkParameterSets } from './check-parameter-sets.js';
import { claimOutput } from './claim-output.js';
import { joinFile } from './join-file.js';
import { joinFrames } from './join-frames.js';
import { prove } from './prove.js';
import type { AssembleOptions, PlacedChunk } from './types.js';

/** What was checked and is now joined. */
interface Parts {
  readonly plan: Plan;
  readonly chunks: readonly PlacedChunk[];
  readonly audioPath: string | null;
  readonly ffmpegPath: string;
  readonly ffprobePath: string;
}

interface Proven {
  readonly checks: AssembleCheck[];
  readonly digest: OutputDigest;
}

/**
 * Joins the chunks of a plan to the finished file, or for a png-sequence to one folder. Every chunk is checked before a
 * byte is joined, video is copied and not encoded again (but with `cfr`), the soundtrack is added once, and ffprobe has
 * to confirm the result; otherwise there is no output.
 * @param chunkPaths every chunk once, in the order of their indexes, each with its sidecar `<path>.json`.
 * @param audioPath the plan's soundtrack; null only for a silent plan.
 * @throws RenderError: MISSING_PLAN_ARTIFACT, PLAN_PROTOCOL_UNSUPPORTED, PLAN_HASH_MISMATCH, CHUNK_INVALID,
 * ASSEMBLE_MISMATCH, FFMPEG_NOT_FOUND, FFMPEG_FAILED, FFMPEG_VERSION_MISMATCH, OUTPUT_NOT_WRITABLE, DISK_FULL, CANCELLED.
 */
export async function assemble(
  planDir: string,
  chunkPaths: readonly string[],
  audioPath: string | null,
  outputPath: string,
  options: AssembleOptions = {},
): Promise<AssembleResult> {
  const startMs = performance.now();
  const { signal, onProgress, logger = noopLogger } = options;
  const target = resolve(outputPath);
  try {
    throwIfAborted(signal);
    onProgress?.({ phase: 'check', message: `Checking ${count(chunkPaths.length)}` });
    const parts = await check(planDir, chunkPaths, audioPath, target, options);
    const { plan, chunks } = parts;
    const { checks, digest } = await writeWholeOrAbsent(target, async (temporaryPath) => {
      const sound = parts.audioPath === null ? '' : ' and the soundtrack';
      onProgress?.({ phase: 'join', message: `Joining ${count(chunks.length)}${sound}` });
      await joinParts(parts, temporaryPath, options);
      throwIfAborted(signal);
      onProgress?.({ phase: 'prove', message: 'Asking ffprobe to confirm the result' });
      return proveAndDigest(parts, temporaryPath, signal);
    });
    onProgress?.({ phase: 'finish', message: `Wrote ${target}` });
    const { frameCount, fps } = plan.composition;
    const result: AssembleResult = {
      outputPath: target,
      ...digest,
      planHash: plan.plan.planHash,
      frames: frameCount,
      durationSec: frameTimeSec(frameCount, fps),
      hasAudio: parts.audioPath !== null,
      loudness: parts.audioPath === null ? null : plan.composition.loudness,
      checks,
      durationMs: performance.now() - startMs,
    };
    logger.info({ outputPath: target, frames: frameCount, sha256: digest.sha256 }, 'assembled');
    return result;
  } catch (error) {
    throwIfAborted(signal);
    throw toRenderError(error);
  }
}

async function check(
  planDir: string,
  chunkPaths: readonly string[],
  audioPath: string | null,
  target: string,
  { tools = {}, env = process.env, signal }: AssembleOptions,
): Promise<Parts> {
  const plan = await readPlan(planDir);
  await claimOutput(
    target,
    chunkPaths.map((path) => resolve(path)),
    plan.encoder,
  );
  const { ffmpegPath, ffprobePath } = await locateFfmpeg(tools, env);
  const sound = await checkAudio(plan, audioPath);
  const chunks = await checkChunks(plan, chunkPaths, signal);
  if (plan.encoder.videoEncoder !== 'software') await checkParameterSets(chunks, ffprobePath, { signal });
  return { plan, chunks, audioPath: sound, ffmpegPath, ffprobePath };
}

async function joinParts(
  { plan, chunks, audioPath, ffmpegPath }: Parts,
  outputPath: string,
  { signal, onSpawn }: AssembleOptions,
): Promise<void> {
  const { encoder } = plan;
  if (encoder.format === 'png-sequence') return joinFrames(chunks, audioPath, outputPath, signal);
  const workDir = await mkdtemp(join(tmpdir(), `${TEMPORARY_PREFIX}assemble-`));
  try {
    await joinFile({ ffmpegPath, encoder, chunks, audioPath, outputPath, workDir }, { signal, onSpawn });
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
}

/** The two readers of the finished file go over it together, while it is in memory. */
async function proveAndDigest(
  { plan, audioPath, ffprobePath }: Parts,
  path: string,
  signal: AbortSignal | undefined,
): Promise<Proven> {
  const expectation = {
    encoder: plan.encoder,
    frameCount: plan.composition.frameCount,
    hasAudio: audioPath !== null,
  };
  const [checks, digest] = await Promise.all([
    prove(expectation, path, ffprobePath, signal),
    digestOutput(path),
  ]);
  return { checks, digest };
}

function count(chunks: number): string {
  return chunks === 1 ? '1 chunk' : `${chunks} chunks`;
}

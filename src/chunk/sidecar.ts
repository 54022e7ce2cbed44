import { readFile } from 'node:fs/promises';
import {
  type ChunkSidecarJson,
  type ChunkSliceJson,
  chunkSidecarSchema,
  type Plan,
  type ToolIdentities,
  type WebglInfo,
} from '../contract/index.js';
import { digestOutput, type OutputDigest, writeJson } from '../files/index.js';

/** Where the sidecar of a chunk lies. */
export function sidecarPathOf(chunkPath: string): string {
  return `${chunkPath}.json`;
}

/** What a sidecar says besides what stands in the plan. */
export interface ChunkFacts {
  readonly framesEncoded: number;
  readonly digest: OutputDigest;
  readonly webgl: WebglInfo;
  readonly tools: ToolIdentities;
}

/** Writes the sidecar of a chunk that is in place. @returns its path. */
export async function writeSidecar(
  chunkPath: string,
  plan: Plan,
  slice: ChunkSliceJson,
  facts: ChunkFacts,
): Promise<string> {
  const sidecar: ChunkSidecarJson = {
    protocol: 1,
    planHash: plan.plan.planHash,
    chunkIndex: slice.index,
    start: slice.start,
    end: slice.end,
    framesEncoded: facts.framesEncoded,
    format: plan.encoder.format,
    ...facts.digest,
    captureMode: plan.encoder.captureMode,
    webgl: facts.webgl,
    tools: facts.tools,
  };
  const path = sidecarPathOf(chunkPath);
  await writeJson(path, sidecar);
  return path;
}

/**
 * The sidecar of a chunk that need not be rendered again: it belongs to this plan and index, and the chunk's bytes are
 * the ones it names. Null when anything is missing or differs.
 */
export async function readVerifiedSidecar(
  plan: Plan,
  chunkIndex: number,
  chunkPath: string,
): Promise<ChunkSidecarJson | null> {
  const slice = plan.chunks.slices[chunkIndex];
  const sidecar = await readSidecar(sidecarPathOf(chunkPath));
  if (slice === undefined || sidecar === null) return null;
  const belongs =
    sidecar.planHash === plan.plan.planHash &&
    sidecar.chunkIndex === chunkIndex &&
    sidecar.start === slice.start &&
    sidecar.end === slice.end &&
    sidecar.framesEncoded === slice.frameCount;
  if (!belongs) return null;
  const digest = await digestOutput(chunkPath).catch(() => null);
  return digest?.sha256 === sidecar.sha256 ? sidecar : null;
}

async function readSidecar(path: string): Promise<ChunkSidecarJson | null> {
  try {
    return chunkSidecarSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return null;
  }
}

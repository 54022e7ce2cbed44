import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import {
  type ChunkSidecarJson,
  type ChunkSliceJson,
  chunkSidecarSchema,
  type Plan,
} from '../contract/index.js';
import { RenderError, throwIfAborted } from '../errors/index.js';
import { digestOutput } from '../files/index.js';
import { type ChunkProblem, judgeSidecar } from './judge-sidecar.js';
import type { PlacedChunk } from './types.js';

/** Problems that a message spells out; `details.problems` has all of them. */
const MAX_TOLD = 5;

/**
 * Proves that the chunks are those of the plan, in order and whole: first every sidecar, then every byte.
 * @throws ASSEMBLE_MISMATCH for a wrong number, order, plan, range or tool; CHUNK_INVALID for what is missing, truncated
 * or changed. The message names every such chunk and what to do.
 */
export async function checkChunks(
  plan: Plan,
  chunkPaths: readonly string[],
  signal: AbortSignal | undefined,
): Promise<PlacedChunk[]> {
  const { slices } = plan.chunks;
  if (chunkPaths.length !== slices.length) {
    throw new RenderError(
      'ASSEMBLE_MISMATCH',
      `The plan has ${slices.length} chunks, but ${chunkPaths.length} were given. Give every chunk once, in order.`,
      { expected: slices.length, actual: chunkPaths.length, fix: 'Give every chunk once, in order.' },
    );
  }
  const chunks = slices.map((slice) => ({ slice, path: resolve(chunkPaths[slice.index] ?? '') }));
  const sidecars: ChunkSidecarJson[] = [];
  const problems: ChunkProblem[] = [];
  for (const { slice, path } of chunks) {
    const sidecar = await readSidecar(slice, path);
    if ('code' in sidecar) {
      problems.push(sidecar);
      continue;
    }
    const problem = judgeSidecar(plan, slice, sidecar, path);
    if (problem === null) sidecars.push(sidecar);
    else problems.push(problem);
  }
  throwProblems(problems);
  for (const [index, { path }] of chunks.entries()) {
    throwIfAborted(signal);
    const sidecar = sidecars[index];
    const problem = sidecar === undefined ? null : await judgeBytes(sidecar, path);
    if (problem !== null) problems.push(problem);
  }
  throwProblems(problems);
  return chunks.map(({ slice, path }) => ({ path, start: slice.start, end: slice.end }));
}

async function readSidecar(slice: ChunkSliceJson, path: string): Promise<ChunkSidecarJson | ChunkProblem> {
  if ((await stat(path).catch(() => null)) === null) return damaged(slice.index, path, 'is not there');
  let json: string;
  try {
    json = await readFile(`${path}.json`, 'utf8');
  } catch {
    return damaged(slice.index, path, `has no sidecar ${path}.json`);
  }
  try {
    return chunkSidecarSchema.parse(JSON.parse(json));
  } catch {
    return damaged(slice.index, path, `has a sidecar ${path}.json that cannot be read`);
  }
}

async function judgeBytes(sidecar: ChunkSidecarJson, path: string): Promise<ChunkProblem | null> {
  const { chunkIndex, outputKind, sizeBytes, sha256 } = sidecar;
  const stats = await stat(path);
  const isFolder = stats.isDirectory();
  if (isFolder !== (outputKind === 'frame-dir')) {
    return damaged(
      chunkIndex,
      path,
      isFolder ? 'is a folder instead of a file' : 'is a file instead of a folder',
    );
  }
  if (!isFolder && stats.size !== sizeBytes) {
    const how = stats.size < sizeBytes ? 'is truncated' : 'has grown';
    return damaged(chunkIndex, path, `${how}: ${stats.size} bytes instead of ${sizeBytes}`);
  }
  const digest = await digestOutput(path);
  if (digest.sha256 === sha256) return null;
  return damaged(chunkIndex, path, `was changed: sha256 ${digest.sha256} instead of ${sha256}`);
}

function damaged(chunkIndex: number, path: string, says: string): ChunkProblem {
  return { code: 'CHUNK_INVALID', chunkIndex, path, says, fix: `Render chunk ${chunkIndex} again.` };
}

/** Says everything at once: a person who repairs one chunk wants to know of the others. */
function throwProblems(problems: readonly ChunkProblem[]): void {
  // What cannot be helped by rendering again decides: the error must not be retried as a whole.
  const first = problems.find(({ code }) => code === 'ASSEMBLE_MISMATCH') ?? problems[0];
  if (first === undefined) return;
  const told = problems.slice(0, MAX_TOLD).map(({ path, says, fix }) => `${path} ${says}. ${fix}`);
  const rest = problems.length > MAX_TOLD ? ` And ${problems.length - MAX_TOLD} more.` : '';
  const { code, chunkIndex, path, fix } = first;
  throw new RenderError(code, `${told.join(' ')}${rest}`, { chunkIndex, path, fix, problems });
}

import type { ChunkSliceJson } from '../contract/index.js';

/**
 * The order in which chunks are started, so that none that takes long is left for the end, when other workers have
 * nothing to do any more: those that are expected to take longest first; of equal ones the one with more frames, then
 * the one with the lower index. The order changes no byte of any chunk.
 * @param slices those that are to be rendered.
 * @param expectedChunkMs of all chunks of the plan, by index; empty where nothing was measured: frames count.
 */
export function longestFirst(
  slices: readonly ChunkSliceJson[],
  expectedChunkMs: readonly number[],
): ChunkSliceJson[] {
  const msOf = ({ index }: ChunkSliceJson) => expectedChunkMs[index] ?? 0;
  return [...slices].sort((a, b) => msOf(b) - msOf(a) || b.frameCount - a.frameCount || a.index - b.index);
}

import { readVerifiedSidecar } from '../chunk/index.js';
import type { ChunkResult, Plan, RunEvent } from '../contract/index.js';

/**
 * The chunks of an interrupted run that need not be rendered again, by index: the log has their result, and sidecar and
 * bytes prove it.
 */
export async function findReusableChunks(
  plan: Plan,
  events: readonly RunEvent[],
  pathOf: (chunkIndex: number) => string,
): Promise<Map<number, ChunkResult>> {
  const logged = new Map<number, ChunkResult>();
  for (const event of events) if (event.type === 'chunk-done') logged.set(event.chunkIndex, event.result);
  const reusable = new Map<number, ChunkResult>();
  for (const { index } of plan.chunks.slices) {
    const result = logged.get(index);
    if (result === undefined) continue;
    const path = pathOf(index);
    const sidecar = await readVerifiedSidecar(plan, index, path);
    if (sidecar !== null && sidecar.sha256 === result.sha256) {
      reusable.set(index, { ...result, outputPath: path, sidecarPath: `${path}.json` });
    }
  }
  return reusable;
}

import type { ChunkResult } from '../contract/index.js';
import { createChunkRenderer } from './chunk-renderer.js';
import type { RenderChunkOptions } from './types.js';

/**
 * Renders one chunk of a plan to `outputPath`, with its sidecar `<outputPath>.json`, in a browser of its own. A pure
 * function of the plan directory and the index: the same bytes every time on the same machine.
 * @param planDir a directory that `plan()` has frozen.
 * @param chunkIndex from 0.
 * @param outputPath a file, or for `png-sequence` a folder. Whatever goes wrong, it shows its old content or nothing.
 * @throws CHUNK_INDEX_OUT_OF_RANGE, MISSING_PLAN_ARTIFACT, PLAN_HASH_MISMATCH, FFMPEG_VERSION_MISMATCH,
 * BROWSER_VERSION_MISMATCH, BROWSER_GPU_NOT_SOFTWARE, COMPOSITION_NOT_READY, COMPOSITION_ERROR, ASSET_MISSING,
 * CAPTURE_TIMEOUT, BROWSER_CRASHED, FFMPEG_FAILED, CHUNK_INVALID, OUTPUT_NOT_WRITABLE, DISK_FULL, CANCELLED.
 */
export async function renderChunk(
  planDir: string,
  chunkIndex: number,
  outputPath: string,
  options: RenderChunkOptions = {},
): Promise<ChunkResult> {
  const renderer = createChunkRenderer(options);
  try {
    return await renderer.render(planDir, chunkIndex, outputPath, { ...options, isLast: true });
  } finally {
    await renderer.close();
  }
}

import { RenderError } from '../errors/index.js';
import { type RunToolOptions, runTool } from '../ffmpeg/index.js';
import type { PlacedChunk } from './types.js';

/**
 * Proves that one decoder can play all chunks: a joined file keeps the parameter sets of the first only. The same software
 * writes the same ones; hardware of another make, or another driver, may not, and no tool's version tells.
 * @throws ASSEMBLE_MISMATCH naming the chunk, FFMPEG_FAILED, CANCELLED.
 */
export async function checkParameterSets(
  chunks: readonly PlacedChunk[],
  ffprobePath: string,
  run: RunToolOptions = {},
): Promise<void> {
  const hash = ['-show_data_hash', 'sha256', '-show_entries', 'stream=extradata_hash', '-of', 'csv=p=0'];
  let expected: string | undefined;
  for (const [chunkIndex, { path }] of chunks.entries()) {
    const found = await runTool(ffprobePath, ['-v', 'error', '-select_streams', 'v:0', ...hash, path], run);
    expected ??= found;
    if (found === expected) continue;
    const fix = 'Render all chunks on machines with the same graphics card and driver.';
    throw new RenderError(
      'ASSEMBLE_MISMATCH',
      `${path} was not encoded by the same hardware and driver as chunk 0: their parameter sets differ, so that no player could show both. ${fix}`,
      { chunkIndex, path, fix },
    );
  }
}

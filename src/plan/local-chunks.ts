import { type DistributedRenderConfig, type Fps, fpsToNumber } from '../contract/index.js';
import type { LocalChunks } from './resolve-chunk-plan.js';

/**
 * How one machine cuts, where the configuration leaves it to it. Pure.
 * @param config as given, not with its defaults.
 * @param cores of the machine that renders all chunks; undefined when others may.
 */
export function localChunks(
  { chunkSize, targetChunkFrames, maxParallelChunks }: DistributedRenderConfig,
  cores: number | undefined,
  fps: Fps,
): LocalChunks | undefined {
  const isAsked = [chunkSize, targetChunkFrames, maxParallelChunks].some((value) => value !== undefined);
  return cores === undefined || isAsked ? undefined : { cores, rate: fpsToNumber(fps) };
}

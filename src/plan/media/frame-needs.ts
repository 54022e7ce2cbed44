import {
  type ChunkSliceJson,
  type PlanAssetJson,
  RUN_UP_FRAMES,
  type VideoJson,
} from '../../contract/index.js';
import { sourceFrameName } from '../../ffmpeg/index.js';

/**
 * The chunks that need each extracted frame, by its path in the plan. Pure.
 * @param stepsFrames callbacks of the page wait at many frames, so a chunk brings its page to every frame before its own.
 */
export function resolveFrameNeeds(
  videos: readonly VideoJson[],
  slices: readonly ChunkSliceJson[],
  stepsFrames: boolean,
): Map<string, PlanAssetJson['neededBy']> {
  const chunksOf = new Map<string, Set<number>>();
  for (const { frameDir, frameFormat, firstFrame, shown } of videos) {
    shown.forEach((source, offset) => {
      if (source < 0) return;
      const path = `${frameDir}/${sourceFrameName(source, frameFormat)}`;
      const chunks = chunksOf.get(path) ?? new Set();
      chunksOf.set(path, chunks);
      for (const slice of slices)
        if (isVisited(firstFrame + offset, slice, stepsFrames)) chunks.add(slice.index);
    });
  }
  const needs = new Map<string, PlanAssetJson['neededBy']>();
  for (const [path, chunks] of chunksOf) {
    needs.set(path, chunks.size === slices.length ? 'all' : [...chunks].sort((a, b) => a - b));
  }
  return needs;
}

/** Every page begins at frame 0. */
function isVisited(frameIndex: number, { start, end }: ChunkSliceJson, stepsFrames: boolean): boolean {
  if (frameIndex >= end) return false;
  return frameIndex === 0 || stepsFrames || frameIndex >= start - RUN_UP_FRAMES;
}

import type { ChunkPlan, ChunkSliceJson, RunSnapshot } from '../../src/contract/index.js';

/** Stands for every digest of the demo. */
export const SHA = '9f2c4a7be1d05836aa41c7f0d2b98e64513f7c0e8a6d2914b5c3f7a8e0d1b246';

export function cutFrames(frameCount: number, chunkCount: number): ChunkSliceJson[] {
  const size = Math.max(Math.min(10, frameCount), Math.ceil(frameCount / chunkCount));
  const count = Math.ceil(frameCount / size);
  return Array.from({ length: count }, (_, index) => {
    const start = index * size;
    const end = Math.min(frameCount, start + size);
    return { index, start, end, frameCount: end - start };
  });
}

export function chunkPlanOf(
  slices: readonly ChunkSliceJson[],
  requested: number | null,
  max: number,
): ChunkPlan {
  return {
    requested: { chunkSize: requested, targetChunkFrames: null, maxParallelChunks: max, balance: 'frames' },
    effective: { chunkCount: slices.length, chunkSize: slices[0]?.frameCount ?? 1, balance: 'frames' },
    why:
      requested === null
        ? `At most ${max} chunks: ${slices[0]?.frameCount ?? 1} frames each.`
        : `${requested} frames per chunk, as asked for.`,
  };
}

export function planSnapshot(frameCount: number, slices: ChunkSliceJson[]): NonNullable<RunSnapshot['plan']> {
  return {
    planDir: '~/.local/share/framelane/runs/r-live/plan',
    planHash: SHA,
    frameCount,
    durationSec: frameCount / 30,
    fps: { num: 30, den: 1 },
    widthPx: 1920,
    heightPx: 1080,
    format: 'mp4',
    codec: 'h264',
    captureMode: 'begin-frame',
    gopFrames: slices[0]?.frameCount ?? 1,
    hasAudio: true,
    chunkPlan: chunkPlanOf(slices, null, 16),
    slices,
    tools: {
      framelaneVersion: '0.1.0',
      browserVersion: 'HeadlessChrome/156.0.8078.79',
      glClass: 'software',
      ffmpegVersion: 'ffmpeg version 7.0.2',
      platform: 'linux-x64',
    },
    assetCount: 23,
    assetBytes: 48_250_112,
    warnings: [],
  };
}

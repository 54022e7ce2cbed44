import { readdir } from 'node:fs/promises';
import type { LockedRenderConfig } from '../contract/index.js';
import { RenderError } from '../errors/index.js';
import { probeMedia, readMp4Samples } from '../ffmpeg/index.js';

/**
 * Proves that a chunk holds exactly its frames and can be joined without a decoder.
 * @returns the frames counted.
 * @throws CHUNK_INVALID saying what was expected and what is there.
 */
export async function verifyChunk(
  ffprobePath: string,
  path: string,
  { format }: Pick<LockedRenderConfig, 'format'>,
  expectedFrames: number,
): Promise<number> {
  const frames =
    format === 'png-sequence'
      ? await countImages(path)
      : ((await countSamples(path, format)) ?? (await countPackets(ffprobePath, path)));
  if (frames !== expectedFrames) {
    throw invalid(path, `it holds ${frames} frames instead of ${expectedFrames}`);
  }
  return frames;
}

async function countImages(folder: string): Promise<number> {
  return (await readdir(folder)).filter((name) => name.endsWith('.png')).length;
}

/** Null where the file does not tell by itself. */
async function countSamples(path: string, format: LockedRenderConfig['format']): Promise<number | null> {
  if (format !== 'mp4' && format !== 'mov') return null;
  const samples = await readMp4Samples(path);
  if (samples === null) return null;
  assertKeyframe(path, samples.firstIsKeyframe);
  if (!samples.isWhole) throw invalid(path, 'it ends before its last frame');
  return samples.sampleCount;
}

async function countPackets(ffprobePath: string, path: string): Promise<number> {
  const { video } = await probeMedia(ffprobePath, path, { countPackets: true });
  if (video === null) throw invalid(path, 'it holds no video');
  assertKeyframe(path, video.firstIsKeyframe === true);
  return video.packetCount ?? 0;
}

function assertKeyframe(path: string, firstIsKeyframe: boolean): void {
  if (!firstIsKeyframe) throw invalid(path, 'its first packet is not a keyframe');
}

function invalid(path: string, how: string): RenderError {
  return new RenderError('CHUNK_INVALID', `The chunk ${path} was encoded, but ${how}.`, {
    path,
    fix: 'Render the chunk again; if it happens again, report the encoder command and the ffmpeg version.',
  });
}

import { constants, copyFile, link, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { throwIfAborted } from '../errors/index.js';
import { frameFileName } from '../ffmpeg/index.js';
import type { PlacedChunk } from './types.js';

/** The soundtrack's name beside the frames. */
export const SEQUENCE_AUDIO_NAME = 'audio.wav';

/**
 * Collects the frames of every chunk in one folder; their numbers are global already. Frames are linked where the disk
 * can, else copied.
 */
export async function joinFrames(
  chunks: readonly PlacedChunk[],
  audioPath: string | null,
  outputDir: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  await mkdir(outputDir);
  for (const { path, start, end } of chunks) {
    throwIfAborted(signal);
    for (let frameIndex = start; frameIndex < end; frameIndex++) {
      const name = frameFileName(frameIndex);
      await linkOrCopy(join(path, name), join(outputDir, name));
    }
  }
  if (audioPath !== null) await copyFile(audioPath, join(outputDir, SEQUENCE_AUDIO_NAME));
}

async function linkOrCopy(from: string, to: string): Promise<void> {
  await link(from, to).catch(() => copyFile(from, to, constants.COPYFILE_FICLONE));
}

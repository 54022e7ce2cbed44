import { readdir, stat } from 'node:fs/promises';
import type { LockedRenderConfig } from '../contract/index.js';
import { RenderError } from '../errors/index.js';
import { frameIndexOf } from '../ffmpeg/index.js';
import { SEQUENCE_AUDIO_NAME } from './join-frames.js';

/**
 * Refuses an output that would destroy something else: one of the chunks, a folder where a file is to be written, or a
 * folder with anything in it but an earlier render.
 * @throws OUTPUT_NOT_WRITABLE
 */
export async function claimOutput(
  outputPath: string,
  chunkPaths: readonly string[],
  { format }: Pick<LockedRenderConfig, 'format'>,
): Promise<void> {
  if (chunkPaths.includes(outputPath)) throw refused(outputPath, 'is one of the chunks');
  const stats = await stat(outputPath).catch(() => null);
  if (stats === null) return;
  if (format !== 'png-sequence') {
    if (stats.isDirectory()) throw refused(outputPath, 'is a folder');
    return;
  }
  if (!stats.isDirectory()) throw refused(outputPath, 'is a file, but frames are written into a folder');
  const stranger = (await readdir(outputPath)).find(
    (name) => frameIndexOf(name) === null && name !== SEQUENCE_AUDIO_NAME,
  );
  if (stranger !== undefined) {
    throw refused(outputPath, `holds ${stranger}, which is no frame of an earlier render`);
  }
}

function refused(path: string, why: string): RenderError {
  const fix = 'Choose another output path.';
  return new RenderError('OUTPUT_NOT_WRITABLE', `The output ${path} ${why}. ${fix}`, { path, fix });
}

import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ChunkRenderer } from '#src/chunk/index.js';
import { chunkExtension } from '#src/ffmpeg/index.js';
import { readPlan } from '#src/plan/index.js';

/** Renders every chunk of a plan one after the other into `outDir`. @returns their paths in order. */
export async function renderPlan(
  renderer: ChunkRenderer,
  planDir: string,
  outDir: string,
): Promise<string[]> {
  const { chunks, encoder } = await readPlan(planDir);
  const extension = chunkExtension(encoder.format);
  const paths: string[] = [];
  for (const { index } of chunks.slices) {
    const path = join(outDir, extension === '' ? `chunk-${index}` : `chunk-${index}.${extension}`);
    await renderer.render(planDir, index, path);
    paths.push(path);
  }
  return paths;
}

/** sha256 of every frame of chunks that are folders of frames, in order. */
export async function hashFrames(chunkDirs: readonly string[]): Promise<string[]> {
  const hashes: string[] = [];
  for (const dir of chunkDirs) {
    const names = (await readdir(dir)).filter((name) => name.endsWith('.png')).sort();
    for (const name of names) {
      hashes.push(
        createHash('sha256')
          .update(await readFile(join(dir, name)))
          .digest('hex'),
      );
    }
  }
  return hashes;
}

/** Indices at which two lists of frames differ, those included that only one of them has. */
export function differingFrames(a: readonly string[], b: readonly string[]): number[] {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, index) => index).filter(
    (index) => a[index] !== b[index],
  );
}

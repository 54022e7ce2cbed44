import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256Of, sha256OfFile } from '../files/index.js';

/** What a chunk weighs and hashes to. */
export interface ChunkDigest {
  readonly outputKind: 'file' | 'frame-dir';
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** Takes the digest of a chunk: of the file, or for a folder of frames of the lines `<sha256>  <name>\n` sorted by name. */
export async function digestChunk(path: string): Promise<ChunkDigest> {
  const stats = await stat(path);
  if (!stats.isDirectory()) {
    return { outputKind: 'file', sha256: await sha256OfFile(path), sizeBytes: stats.size };
  }
  let lines = '';
  let sizeBytes = 0;
  for (const name of (await readdir(path)).sort()) {
    const file = join(path, name);
    lines += `${await sha256OfFile(file)}  ${name}\n`;
    sizeBytes += (await stat(file)).size;
  }
  return { outputKind: 'frame-dir', sha256: sha256Of(lines), sizeBytes };
}

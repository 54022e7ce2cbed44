import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256Of, sha256OfFile } from './hash.js';

/** What an output weighs and hashes to. */
export interface OutputDigest {
  readonly outputKind: 'file' | 'frame-dir';
  readonly sha256: string;
  readonly sizeBytes: number;
}

/**
 * Takes the digest of a chunk or a finished output: of the file's bytes, or for a folder of frames of the lines
 * `<sha256>  <name>\n` of its files sorted by name.
 */
export async function digestOutput(path: string): Promise<OutputDigest> {
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

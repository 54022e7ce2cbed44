import { access, constants, lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReferencedFile } from './walk-references.js';

/** Folders that hold no part of a composition unless one of their files is referenced. */
const SKIPPED_FOLDERS = new Set(['node_modules', 'runs']);

/** Files by which a folder shows that Framelane wrote it: a plan, a run, vendored files (which a plan has elsewhere). */
const OWN_FOLDER_MARKS: readonly (readonly string[])[] = [
  ['plan.json', 'meta'],
  ['events.jsonl'],
  ['framelane-vendor.json'],
];

/** Films: a render into the project must not become a part of the next plan. Chrome plays none of them anyway. */
const FILM = /\.(mp4|m4v|mov|webm|mkv|avi)$/i;

/**
 * The regular files of a project that a script may ask for at run time, although nothing refers to them in writing.
 * Left out are names that begin with a dot, `node_modules`, `runs`, folders written by Framelane, films, links, what
 * cannot be read, and `excludedPath`.
 * @param excludedPath absolute path of a folder that is being written.
 */
export async function listLooseFiles(
  projectDir: string,
  excludedPath: string | null,
): Promise<ReferencedFile[]> {
  const files: ReferencedFile[] = [];
  const folders = [''];
  for (let folder = folders.shift(); folder !== undefined; folder = folders.shift()) {
    const entries = await readdir(join(projectDir, folder), { withFileTypes: true }).catch(() => []);
    const names = entries.map((entry) => entry.name);
    if (OWN_FOLDER_MARKS.some((marks) => marks.every((mark) => names.includes(mark)))) continue;
    for (const entry of entries) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      const absolutePath = join(projectDir, path);
      if (entry.name.startsWith('.') || absolutePath === excludedPath) continue;
      if (entry.isDirectory() && !SKIPPED_FOLDERS.has(entry.name)) folders.push(path);
      if (!entry.isFile() || FILM.test(entry.name)) continue;
      const sizeBytes = await readableSize(absolutePath);
      if (sizeBytes !== null) files.push({ path, absolutePath, sizeBytes });
    }
  }
  return files;
}

async function readableSize(path: string): Promise<number | null> {
  try {
    await access(path, constants.R_OK);
    return (await lstat(path)).size;
  } catch {
    return null;
  }
}

import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { isAlive, killTree } from './kill-tree.js';
import { identifyProcess } from './process-identity.js';

const identitySchema = z.object({ pid: z.int().positive(), startTicks: z.number().nullable() });
const entrySchema = z.object({
  process: identitySchema,
  owner: identitySchema,
  /** Deleted together with the process. */
  folder: z.string().nullable(),
});

/** Temporary folders of ours have names that begin so; no other folder is ever deleted for an entry. */
export const TEMPORARY_PREFIX = 'framelane-';
/** Where running tools are written down, so that the next start can end what a crash left. */
const FOLDER = 'processes';

/**
 * Writes down a process that must not outlive us.
 * @param cacheDir the application's cache folder.
 * @param folder a temporary folder that belongs to it.
 * @returns a function that crosses it out again; never throws.
 */
export async function announceProcess(
  cacheDir: string,
  pid: number,
  folder: string | null,
): Promise<() => Promise<void>> {
  const path = join(cacheDir, FOLDER, `${pid}.json`);
  const entry = {
    process: (await identifyProcess(pid)) ?? { pid, startTicks: null },
    owner: (await identifyProcess(process.pid)) ?? { pid: process.pid, startTicks: null },
    folder,
  };
  await mkdir(join(cacheDir, FOLDER), { recursive: true });
  await writeFileAtomic(path, JSON.stringify(entry));
  return () => rm(path, { force: true }).catch(() => undefined);
}

/**
 * Ends processes whose owner is gone and deletes their folders. Start times make sure that a number that was given to
 * another process since is left alone.
 * @returns how many were ended.
 */
export async function reapOrphans(cacheDir: string): Promise<number> {
  const folder = join(cacheDir, FOLDER);
  const names = await readdir(folder).catch(() => []);
  let ended = 0;
  for (const name of names.filter((candidate) => /^\d+\.json$/.test(candidate))) {
    const entry = await readEntry(join(folder, name));
    if (entry !== null) {
      if (await isSame(entry.owner)) continue;
      if (await isSame(entry.process)) {
        killTree(entry.process.pid);
        ended++;
      }
      if (entry.folder !== null && basename(entry.folder).startsWith(TEMPORARY_PREFIX))
        await rm(entry.folder, { recursive: true, force: true, maxRetries: 5 }).catch(() => undefined);
    }
    await rm(join(folder, name), { force: true });
  }
  return ended;
}

async function isSame({ pid, startTicks }: z.infer<typeof identitySchema>): Promise<boolean> {
  if (process.platform !== 'linux') return isAlive(pid);
  return (await identifyProcess(pid))?.startTicks === startTicks;
}

async function readEntry(path: string): Promise<z.infer<typeof entrySchema> | null> {
  const text = await readFile(path, 'utf8').catch(() => '');
  try {
    return entrySchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

import { open, readFile, rm } from 'node:fs/promises';
import { z } from 'zod';
import { RenderError } from '../errors/index.js';
import { identifyProcess, isAlive } from '../process/index.js';
import type { RunFolder } from './run-folder.js';

const ownerSchema = z.object({ pid: z.int().positive(), startTicks: z.number().nullable() });

/**
 * Takes a run's folder for this process, so that two do not write into it.
 * @returns a function that lets go of it; never throws.
 * @throws OUTPUT_NOT_WRITABLE while another living process has it.
 */
export async function lockRunFolder(folder: RunFolder): Promise<() => Promise<void>> {
  const owner = (await identifyProcess(process.pid)) ?? { pid: process.pid, startTicks: null };
  if (!(await tryCreate(folder.lock, owner))) {
    if (await isRunFolderInUse(folder)) throw inUse(folder);
    // Its owner is gone. Whoever deletes first still has to win the creation.
    await rm(folder.lock, { force: true });
    if (!(await tryCreate(folder.lock, owner))) throw inUse(folder);
  }
  return () => rm(folder.lock, { force: true }).catch(() => undefined);
}

/** Whether a living process works in the folder. */
export async function isRunFolderInUse(folder: RunFolder): Promise<boolean> {
  const text = await readFile(folder.lock, 'utf8').catch(() => null);
  if (text === null) return false;
  const parsed = ownerSchema.safeParse(tryParse(text));
  if (!parsed.success) return false;
  const { pid, startTicks } = parsed.data;
  if (startTicks === null) return isAlive(pid);
  return (await identifyProcess(pid))?.startTicks === startTicks;
}

async function tryCreate(path: string, owner: unknown): Promise<boolean> {
  const handle = await open(path, 'wx').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') return null;
    throw error;
  });
  if (handle === null) return false;
  await handle.writeFile(JSON.stringify(owner));
  await handle.close();
  return true;
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function inUse(folder: RunFolder): RenderError {
  return new RenderError(
    'OUTPUT_NOT_WRITABLE',
    `Another process is working on the run in ${folder.runDir}.`,
    {
      path: folder.runDir,
      fix: 'Wait until it ends or stop it, or choose another run folder.',
    },
  );
}

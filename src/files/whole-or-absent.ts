import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { RenderError } from '../errors/index.js';

/** Start of the name of everything that is not finished. What is left of a crash can be deleted. */
export const PARTIAL_PREFIX = '.partial-';

/**
 * Lets `produce` write a file or a folder under a temporary name beside its final place, then syncs and renames it.
 * Whatever goes wrong, the final name shows the old content or nothing, and the temporary one is gone.
 * The temporary name keeps the extension, by which ffmpeg picks its container.
 * @throws OUTPUT_NOT_WRITABLE when the folder cannot be made or written, DISK_FULL, and what `produce` throws.
 */
export async function writeWholeOrAbsent<T>(
  finalPath: string,
  produce: (temporaryPath: string) => Promise<T>,
): Promise<T> {
  const folder = dirname(finalPath);
  const name = `${PARTIAL_PREFIX}${randomBytes(6).toString('hex')}-${basename(finalPath, extname(finalPath)).slice(0, 40)}`;
  const temporaryPath = join(folder, `${name}${extname(finalPath)}`);
  await assertWritable(finalPath);
  try {
    const value = await produce(temporaryPath);
    const isFolder = (await stat(temporaryPath)).isDirectory();
    await syncToDisk(temporaryPath, isFolder);
    if (isFolder) await rm(finalPath, { recursive: true, force: true });
    await rename(temporaryPath, finalPath);
    return value;
  } catch (error) {
    await rm(temporaryPath, { recursive: true, force: true });
    throw error;
  }
}

/** Writes a value as pretty JSON with a final newline, atomically. */
export async function writeJson(path: string, value: unknown): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFileAtomic(path, `${JSON.stringify(value, null, 2)}\n`);
}

/**
 * Makes the folder of an output and proves that it can be written.
 * @throws OUTPUT_NOT_WRITABLE or DISK_FULL, naming the path.
 */
export async function assertWritable(outputPath: string): Promise<void> {
  const folder = dirname(outputPath);
  const trial = join(folder, `${PARTIAL_PREFIX}${randomBytes(6).toString('hex')}`);
  try {
    await mkdir(folder, { recursive: true });
    const handle = await open(trial, 'wx');
    await handle.close();
  } catch (cause) {
    const systemCode = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    const full = systemCode === 'ENOSPC' || systemCode === 'EDQUOT';
    throw new RenderError(
      full ? 'DISK_FULL' : 'OUTPUT_NOT_WRITABLE',
      full
        ? `The disk that holds ${folder} is full. Free some space, or choose another output folder.`
        : `Cannot write into ${folder} (${systemCode || String(cause)}). Choose a folder that you may write to.`,
      { path: outputPath, systemCode },
      { cause },
    );
  } finally {
    await rm(trial, { force: true }).catch(() => undefined);
  }
}

async function syncToDisk(path: string, isFolder: boolean): Promise<void> {
  if (isFolder && process.platform === 'win32') return;
  const handle = await open(path, isFolder ? 'r' : 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

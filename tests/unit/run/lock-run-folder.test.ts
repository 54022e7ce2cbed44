import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isRunFolderInUse, lockRunFolder } from '#src/run/lock-run-folder.js';
import { type RunFolder, runFolder } from '#src/run/run-folder.js';

let folder: RunFolder;
beforeEach(async () => {
  folder = runFolder(await mkdtemp(join(tmpdir(), 'framelane-lock-')));
});
afterEach(() => rm(folder.runDir, { recursive: true, force: true }));

describe('lockRunFolder', () => {
  it('keeps a second one out until the first lets go', async () => {
    const unlock = await lockRunFolder(folder);
    expect(await isRunFolderInUse(folder)).toBe(true);
    await expect(lockRunFolder(folder)).rejects.toMatchObject({
      code: 'OUTPUT_NOT_WRITABLE',
      details: { path: folder.runDir },
    });
    await unlock();
    expect(await isRunFolderInUse(folder)).toBe(false);
    await (await lockRunFolder(folder))();
  });

  it('takes over from a process that is gone', async () => {
    await writeFile(folder.lock, JSON.stringify({ pid: 2 ** 22 - 1, startTicks: 1 }));
    expect(await isRunFolderInUse(folder)).toBe(false);
    await (await lockRunFolder(folder))();
  });

  it('is not fooled by a number that another process has now', async () => {
    await writeFile(folder.lock, JSON.stringify({ pid: process.pid, startTicks: 1 }));
    expect(await isRunFolderInUse(folder)).toBe(process.platform !== 'linux');
  });

  it('takes over a lock that was torn', async () => {
    await writeFile(folder.lock, '{"pid"');
    await (await lockRunFolder(folder))();
  });
});

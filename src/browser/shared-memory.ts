import { constants } from 'node:fs';
import { access, statfs } from 'node:fs/promises';

const SHARED_MEMORY = '/dev/shm';

/** What the browsers of a few workers take there with frames of 4K. A container has 64 MiB unless it is told otherwise. */
const ROOMY_BYTES = 1024 ** 3;

/**
 * Whether browsers can share memory by way of `/dev/shm`. Otherwise they do it by files in the temporary folder, which costs a
 * tenth of a frame with pictures.
 */
export async function isSharedMemoryRoomy(path = SHARED_MEMORY): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  try {
    await access(path, constants.W_OK);
    const { bavail, bsize } = await statfs(path);
    return bavail * bsize >= ROOMY_BYTES;
  } catch {
    return false;
  }
}

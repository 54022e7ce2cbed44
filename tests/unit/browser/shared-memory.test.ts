import { statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import { isSharedMemoryRoomy } from '#src/browser/shared-memory.js';

it.runIf(process.platform === 'linux')('is not roomy where there is none, or nothing is free', async () => {
  expect(await isSharedMemoryRoomy('/nowhere')).toBe(false);
  // A file system without blocks.
  expect(await isSharedMemoryRoomy('/proc')).toBe(false);
});

it.runIf(process.platform === 'linux')('is roomy where a gigabyte is free', async () => {
  const { bavail, bsize } = await statfs(tmpdir());
  expect(await isSharedMemoryRoomy(tmpdir())).toBe(bavail * bsize >= 1024 ** 3);
});

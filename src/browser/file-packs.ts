import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { resolveInside } from '../files/index.js';

/** `clip/.pack/000012.jpg,000013.jpg`: files of one folder, in one answer. */
const PACK = /^(.*\/)?\.pack\/([\w.,-]+)$/;
const LENGTH_BYTES = 4;

/**
 * Answers a request for several files of a folder at once: each as its length in bytes (32 bits, little endian) and its
 * bytes, in the order asked for. One that is not there has length 0.
 * @param within decoded path below `rootDir`.
 * @returns false where it asks for something else.
 */
export async function answerPack(
  rootDir: string,
  within: string,
  response: ServerResponse,
): Promise<boolean> {
  const [, folder = '', names] = PACK.exec(within) ?? [];
  if (names === undefined) return false;
  const files = await Promise.all(
    names.split(',').map(async (name) => {
      const path = await resolveInside(rootDir, join(folder, name)).catch(() => null);
      return path === null ? Buffer.alloc(0) : readFile(path).catch(() => Buffer.alloc(0));
    }),
  );
  response.setHeader('content-type', 'application/octet-stream');
  response.setHeader(
    'content-length',
    files.reduce((sum, file) => sum + LENGTH_BYTES + file.length, 0),
  );
  response.cork();
  for (const file of files) {
    const length = Buffer.alloc(LENGTH_BYTES);
    length.writeUInt32LE(file.length);
    response.write(length);
    response.write(file);
  }
  response.uncork();
  response.end();
  return true;
}

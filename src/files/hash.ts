import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

/** Read at once, in bytes: most files of a composition are smaller. */
const PART_BYTES = 1 << 20;

/** sha256 of bytes or text (UTF-8), lower-case hex. */
export function sha256Of(data: Uint8Array | string): string {
  return createHash('sha256').update(data).digest('hex');
}

/** sha256 of a file's bytes, lower-case hex, read in parts. A stream takes twice as long for a picture of 100 kB. */
export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  const file = await open(path);
  try {
    const { size } = await file.stat();
    // One byte more than there should be: the end is seen without another read.
    const part = Buffer.allocUnsafe(Math.min(PART_BYTES, size + 1));
    let read = 0;
    for (;;) {
      const { bytesRead } = await file.read(part);
      hash.update(part.subarray(0, bytesRead));
      read += bytesRead;
      if (bytesRead === 0 || (bytesRead < part.length && read >= size)) return hash.digest('hex');
    }
  } finally {
    await file.close();
  }
}

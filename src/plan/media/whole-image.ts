import { open } from 'node:fs/promises';
import type { SourceFrameFormat } from '../../ffmpeg/index.js';

/** What an image ends with: the marker EOI of JPEG (ITU-T T.81, B.1.1.3), the chunk IEND of PNG with its checksum. */
const ENDS: Readonly<Record<SourceFrameFormat, Buffer>> = {
  jpg: Buffer.from([0xff, 0xd9]),
  png: Buffer.from([0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82]),
};

/** Whether an image is there to its end. A kept frame may not be, when the machine lost its power after it was written. */
export async function isWholeImage(path: string, format: SourceFrameFormat): Promise<boolean> {
  const expected = ENDS[format];
  const file = await open(path, 'r').catch(() => null);
  if (file === null) return false;
  try {
    const { size } = await file.stat();
    const end = Buffer.alloc(expected.length);
    await file.read(end, 0, end.length, Math.max(0, size - end.length));
    return end.equals(expected);
  } finally {
    await file.close();
  }
}

import { type FileHandle, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { RenderError } from '../errors/index.js';

/** Where Chrome keeps the private file systems of origins, below the profile. */
const STORAGE_PATH = ['Default', 'File System'];

/**
 * The file through which raw frames leave the browser: the page's worker writes it into its private file system, which
 * lies in the profile, and Node reads it. No frame crosses a socket or is turned into text.
 */
export class FrameFile {
  readonly #handle: FileHandle;
  readonly #frameBytes: number;

  private constructor(handle: FileHandle, frameBytes: number) {
    this.#handle = handle;
    this.#frameBytes = frameBytes;
  }

  /**
   * Finds the file that begins with `mark`.
   * @param profileDir the browser's. @param frameBytes size of one frame.
   * @throws CAPTURE_INVALID when there is none.
   */
  static async find(profileDir: string, mark: string, frameBytes: number): Promise<FrameFile> {
    const root = join(profileDir, ...STORAGE_PATH);
    const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      if (!entry.isFile()) continue;
      const handle = await open(join(entry.parentPath ?? entry.path, entry.name), 'r').catch(() => null);
      if (handle === null) continue;
      const beginning = Buffer.alloc(mark.length);
      const { bytesRead } = await handle.read(beginning, 0, mark.length, 0).catch(() => ({ bytesRead: 0 }));
      if (bytesRead === mark.length && beginning.toString('latin1') === mark) {
        return new FrameFile(handle, frameBytes);
      }
      await handle.close();
    }
    throw new RenderError(
      'CAPTURE_INVALID',
      'The file with the raw frames is not in the browser’s profile.',
      {
        path: root,
      },
    );
  }

  /** Reads the frame in one place of the file into memory of its size. @throws CAPTURE_INVALID when it is cut short. */
  async read(slot: number, into: Buffer, frameIndex: number): Promise<void> {
    const { bytesRead } = await this.#handle.read(into, 0, this.#frameBytes, slot * this.#frameBytes);
    if (bytesRead === this.#frameBytes) return;
    throw new RenderError(
      'CAPTURE_INVALID',
      `Frame ${frameIndex} came out of the browser with ${bytesRead} bytes instead of ${this.#frameBytes}.`,
      { frameIndex, got: bytesRead, expected: this.#frameBytes },
    );
  }

  async close(): Promise<void> {
    await this.#handle.close().catch(() => undefined);
  }
}

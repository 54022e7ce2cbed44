import { join } from 'node:path';
import { type FileServer, startFileServer } from '../browser/index.js';
import { PLAN_PATHS, SERVED_VIDEO_FRAMES } from '../contract/index.js';

/** Keeps the file server of one plan's `compiled/` and extracted frames running, until another plan is asked for. */
export class ServedPlan {
  #server: FileServer | null = null;
  #rootDir = '';

  async take(planDir: string): Promise<FileServer> {
    const rootDir = join(planDir, PLAN_PATHS.compiled);
    if (this.#server !== null && this.#rootDir === rootDir) return this.#server;
    await this.close();
    this.#server = await startFileServer(rootDir, [
      { prefix: SERVED_VIDEO_FRAMES, rootDir: join(planDir, PLAN_PATHS.videoFrames) },
    ]);
    this.#rootDir = rootDir;
    return this.#server;
  }

  async close(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    await server?.close();
  }
}

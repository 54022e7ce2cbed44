import { join } from 'node:path';
import { type FileServer, startFileServer } from '../browser/index.js';
import { PLAN_PATHS, SERVED_VIDEO_FRAMES } from '../contract/index.js';

/** Serves `compiled/` of a plan and, beside it, the frames of its films, as chunks see both. The caller closes it. */
export function servePlan(planDir: string): Promise<FileServer> {
  return startFileServer(join(planDir, PLAN_PATHS.compiled), [
    { prefix: SERVED_VIDEO_FRAMES, rootDir: join(planDir, PLAN_PATHS.videoFrames) },
  ]);
}

import { requireBrowser } from '../browser/index.js';
import type { ToolPaths } from '../contract/index.js';
import { readFfmpegIdentity, requireFfmpeg } from '../ffmpeg/index.js';
import { cacheDirOf, type Environment } from '../process/index.js';

/** The tools of this machine, as a chunk uses them. */
export interface LocatedTools {
  readonly browserPath: string;
  readonly ffmpegPath: string;
  readonly ffprobePath: string;
  readonly ffmpegVersion: string;
}

/**
 * Looks for the tools and asks ffmpeg who it is.
 * @throws BROWSER_NOT_FOUND, FFMPEG_NOT_FOUND.
 */
export async function locateTools(tools: ToolPaths, env: Environment): Promise<LocatedTools> {
  const { browserPath, ffmpegPath, ffprobePath } = tools;
  const [browser, { ffmpeg, ffprobe }] = await Promise.all([
    requireBrowser({ browserPath, env, cacheDir: cacheDirOf(env) }),
    requireFfmpeg({ ffmpegPath, ffprobePath, env }),
  ]);
  return {
    browserPath: browser.path,
    ffmpegPath: ffmpeg.path,
    ffprobePath: ffprobe.path,
    ffmpegVersion: await readFfmpegIdentity(ffmpeg.path),
  };
}

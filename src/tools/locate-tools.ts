import { requireBrowser } from '../browser/index.js';
import type { ToolPaths } from '../contract/index.js';
import { requireFfmpeg } from '../ffmpeg/index.js';
import { cacheDirOf, type Environment } from '../process/index.js';

/** ffmpeg and ffprobe, tried and asked who they are. */
export interface LocatedFfmpeg {
  readonly ffmpegPath: string;
  readonly ffprobePath: string;
  /** As in the plan's {@link ToolIdentities}. */
  readonly ffmpegVersion: string;
}

/**
 * The tools of this machine. Given as `tools` to any step they are taken as they are: a run looks for them once, where
 * each of its steps and threads would start every tool once to see whether it runs.
 */
export interface LocatedTools extends LocatedFfmpeg {
  readonly browserPath: string;
}

/**
 * Looks for the tools and asks ffmpeg who it is.
 * @throws BROWSER_NOT_FOUND, FFMPEG_NOT_FOUND.
 */
export async function locateTools(tools: ToolPaths, env: Environment): Promise<LocatedTools> {
  const [browserPath, ffmpeg] = await Promise.all([locateBrowser(tools, env), locateFfmpeg(tools, env)]);
  return { browserPath, ...ffmpeg };
}

/** @throws BROWSER_NOT_FOUND */
export async function locateBrowser(tools: ToolPaths, env: Environment): Promise<string> {
  if (areLocated(tools)) return tools.browserPath;
  const { browserPath } = tools;
  return (await requireBrowser({ browserPath, env, cacheDir: cacheDirOf(env) })).path;
}

/** @throws FFMPEG_NOT_FOUND */
export async function locateFfmpeg(tools: ToolPaths, env: Environment): Promise<LocatedFfmpeg> {
  if (areLocated(tools)) return tools;
  const { ffmpegPath, ffprobePath } = tools;
  const { ffmpeg, ffprobe } = await requireFfmpeg({ ffmpegPath, ffprobePath, env });
  return { ffmpegPath: ffmpeg.path, ffprobePath: ffprobe.path, ffmpegVersion: ffmpeg.identity };
}

function areLocated(tools: ToolPaths): tools is LocatedTools {
  return 'ffmpegVersion' in tools;
}

import { userInfo } from 'node:os';
import { execa } from 'execa';
import type { FoundTool } from '../contract/index.js';
import { throwIfAborted } from '../errors/index.js';
import { cacheDirOf, type Environment } from '../process/index.js';
import { ffmpegNotFound, findFfmpeg } from './find-ffmpeg.js';
import { installFfprobe } from './install-ffprobe.js';

/** How to install ffmpeg. */
export interface InstallFfmpegOptions {
  readonly env: Environment;
  /** What is tried now, one sentence. */
  readonly onStep?: (message: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Installs what is missing of ffmpeg and ffprobe: Debian's package (as root), or when only ffprobe is missing, the one
 * from npm's registry.
 * @throws FFMPEG_NOT_FOUND naming what was tried and the command to run; CANCELLED.
 */
export async function installFfmpeg(
  options: InstallFfmpegOptions,
): Promise<{ readonly ffmpeg: FoundTool; readonly ffprobe: FoundTool }> {
  const { env, onStep, signal } = options;
  const tried: string[] = [];
  const attempt = async (doing: string, run: () => Promise<void>) => {
    throwIfAborted(signal);
    onStep?.(`${doing} …`);
    try {
      await run();
    } catch (error) {
      throwIfAborted(signal);
      const message = error instanceof Error ? error.message : String(error);
      tried.push(`${doing}: ${message.split('\n')[0]?.slice(0, 200)}`);
      onStep?.(`${tried.at(-1)}`);
    }
  };
  let found = await findFfmpeg({ env });
  if (found.ffmpeg !== null && found.ffprobe === null) {
    await attempt('installing ffprobe from npm', () => installFfprobe(cacheDirOf(env), env, signal));
    found = await findFfmpeg({ env });
  }
  if ((found.ffmpeg === null || found.ffprobe === null) && isRootOnLinux()) {
    await attempt('installing ffmpeg with apt-get', () => installWithApt(env, signal));
    found = await findFfmpeg({ env });
  }
  const { ffmpeg, ffprobe } = found;
  if (ffmpeg === null) throw ffmpegNotFound('ffmpeg', tried);
  if (ffprobe === null) throw ffmpegNotFound('ffprobe', tried);
  return { ffmpeg, ffprobe };
}

function isRootOnLinux(): boolean {
  return process.platform === 'linux' && userInfo().uid === 0;
}

async function installWithApt(env: Environment, signal: AbortSignal | undefined): Promise<void> {
  const options = {
    env: { ...env, DEBIAN_FRONTEND: 'noninteractive' },
    stdin: 'ignore',
    ...(signal === undefined ? {} : { cancelSignal: signal }),
  } as const;
  await execa('apt-get', ['update', '-q'], options);
  await execa('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'ffmpeg'], options);
}

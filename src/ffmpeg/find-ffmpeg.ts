import { access } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, delimiter, dirname, join } from 'node:path';
import type { FoundTool } from '../contract/index.js';
import { RenderError, toRenderError } from '../errors/index.js';
import { cacheDirOf, type Environment } from '../process/index.js';
import { installedFfprobePath } from './install-ffprobe.js';
import { readFfmpegIdentity } from './read-identity.js';

/** Where to look for ffmpeg and ffprobe. A path that was set is taken or refused by name; nothing else is tried. */
export interface FindFfmpegOptions {
  readonly ffmpegPath?: string | undefined;
  readonly ffprobePath?: string | undefined;
  readonly env: Environment;
}

/** A tool that runs, and who it says it is: see `readFfmpegIdentity`. */
export interface FoundFfmpeg extends FoundTool {
  readonly identity: string;
}

type ToolName = 'ffmpeg' | 'ffprobe';

type ToolPlace = Pick<FoundTool, 'path' | 'source'>;

interface NamedTool extends ToolPlace {
  readonly source: 'setting' | 'environment';
  /** For people. */
  readonly origin: string;
}

/** Variables that may name a tool, in order; the second is the one that ffmpeg-static reads. */
const VARIABLES: Readonly<Record<ToolName, readonly string[]>> = {
  ffmpeg: ['FRAMELANE_FFMPEG_PATH', 'FFMPEG_BIN'],
  ffprobe: ['FRAMELANE_FFPROBE_PATH', 'FFPROBE_BIN'],
};

/**
 * Finds ffmpeg and ffprobe: a setting, the environment, for ffmpeg the package ffmpeg-static when its download is there,
 * for ffprobe the folder of the ffmpeg that was taken and what `framelane setup` installed, then PATH. What is found has
 * answered `-version`.
 * @throws FFMPEG_NOT_FOUND naming a path that was set and does not run.
 */
export async function findFfmpeg(
  options: FindFfmpegOptions,
): Promise<{ readonly ffmpeg: FoundFfmpeg | null; readonly ffprobe: FoundFfmpeg | null }> {
  const { env } = options;
  const candidates = [staticFfmpeg(), ...onPath('ffmpeg', env)];
  const named = nameOf('ffmpeg', options.ffmpegPath, env);
  // Each takes a tenth of a second to answer: ffprobe is asked meanwhile, as if the first ffmpeg that is there will do.
  const expected = named ?? (await firstPresent(candidates));
  const early = findFfprobe(options, expected);
  early.catch(() => undefined);
  const ffmpeg = named === null ? await firstRunning(candidates) : await takeNamed('ffmpeg', named);
  return {
    ffmpeg,
    ffprobe: ffmpeg?.path === expected?.path ? await early : await findFfprobe(options, ffmpeg),
  };
}

async function findFfprobe(
  { ffprobePath, env }: FindFfmpegOptions,
  ffmpeg: ToolPlace | null,
): Promise<FoundFfmpeg | null> {
  const named = nameOf('ffprobe', ffprobePath, env);
  if (named !== null) return takeNamed('ffprobe', named);
  return firstRunning([...ffprobeBeside(ffmpeg), installedFfprobe(env), ...onPath('ffprobe', env)]);
}

async function firstPresent(candidates: readonly (FoundTool | null)[]): Promise<FoundTool | null> {
  for (const candidate of candidates) {
    if (candidate !== null && (await exists(candidate.path))) return candidate;
  }
  return null;
}

/**
 * Finds both, or says how to get them.
 * @throws FFMPEG_NOT_FOUND
 */
export async function requireFfmpeg(
  options: FindFfmpegOptions,
): Promise<{ readonly ffmpeg: FoundFfmpeg; readonly ffprobe: FoundFfmpeg }> {
  const { ffmpeg, ffprobe } = await findFfmpeg(options);
  if (ffmpeg !== null && ffprobe !== null) return { ffmpeg, ffprobe };
  throw ffmpegNotFound(ffmpeg === null ? 'ffmpeg' : 'ffprobe');
}

/** The error for a machine without one of them. */
export function ffmpegNotFound(name: ToolName, tried: readonly string[] = []): RenderError {
  const byHand =
    process.platform === 'linux'
      ? 'on Debian "sudo apt-get update && sudo apt-get install -y ffmpeg"'
      : process.platform === 'darwin'
        ? '"brew install ffmpeg"'
        : '"winget install ffmpeg"';
  const fix = `Run ${byHand}, or set ${VARIABLES[name][0]} to one that runs.`;
  const attempts = tried.length === 0 ? '' : ` Tried: ${tried.join('; ')}.`;
  return new RenderError('FFMPEG_NOT_FOUND', `There is no ${name} on this machine.${attempts} ${fix}`, {
    fix,
    tried,
  });
}

/** The path that a setting or a variable names; null when none does. */
function nameOf(name: ToolName, setting: string | undefined, env: Environment): NamedTool | null {
  if (setting !== undefined && setting !== '') {
    return { path: setting, source: 'setting', origin: `the setting ${name}Path` };
  }
  for (const variable of VARIABLES[name]) {
    const path = env[variable];
    if (path !== undefined && path !== '') return { path, source: 'environment', origin: variable };
  }
  return null;
}

async function takeNamed(name: ToolName, { path, source, origin }: NamedTool): Promise<FoundFfmpeg> {
  const identity = await readFfmpegIdentity(path).catch(toRenderError);
  if (typeof identity === 'string') return { path, source, why: `from ${origin}`, identity };
  const problem = identity;
  const fix = `Correct ${origin}, or unset it so that ${name} is looked for.`;
  throw new RenderError(
    'FFMPEG_NOT_FOUND',
    `${origin} names ${path}, which does not run: ${problem.message} ${fix}`,
    { path, fix },
    { cause: problem },
  );
}

async function firstRunning(candidates: readonly (FoundTool | null)[]): Promise<FoundFfmpeg | null> {
  for (const candidate of candidates) {
    if (candidate === null || !(await exists(candidate.path))) continue;
    const identity = await readFfmpegIdentity(candidate.path).catch(() => null);
    if (identity !== null) return { ...candidate, identity };
  }
  return null;
}

/** ffmpeg-static is optional: absent when its download failed, or there without its file when scripts were off. */
function staticFfmpeg(): FoundTool | null {
  try {
    const path: unknown = createRequire(import.meta.url)('ffmpeg-static');
    return typeof path === 'string' ? { path, source: 'package', why: 'the package ffmpeg-static' } : null;
  } catch {
    return null;
  }
}

function ffprobeBeside(ffmpeg: ToolPlace | null): FoundTool[] {
  if (ffmpeg === null || basename(ffmpeg.path) === ffmpeg.path) return [];
  const path = join(dirname(ffmpeg.path), executable('ffprobe'));
  return [{ path, source: ffmpeg.source, why: `beside ${ffmpeg.path}` }];
}

function installedFfprobe(env: Environment): FoundTool {
  return {
    path: installedFfprobePath(cacheDirOf(env)),
    source: 'cache',
    why: 'installed by framelane setup',
  };
}

function onPath(name: ToolName, env: Environment): FoundTool[] {
  const folders = (env.PATH ?? env.Path ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => ({
    path: join(folder, executable(name)),
    source: 'system',
    why: `${name} on PATH`,
  }));
}

function executable(name: ToolName): string {
  return process.platform === 'win32' ? `${name}.exe` : name;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

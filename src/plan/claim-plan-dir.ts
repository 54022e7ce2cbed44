import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { PLAN_PATHS } from '../contract/index.js';
import { RenderError } from '../errors/index.js';
import { assertWritable, contains } from '../files/index.js';

/**
 * Makes sure that a plan may be written to a folder: it is not there, is empty, or holds a plan that is replaced.
 * @returns its absolute path, links of the folders above it followed.
 * @throws OUTPUT_NOT_WRITABLE for a folder with other things in it, a file, the project or a folder around it.
 */
export async function claimPlanDir(planDir: string, projectDir: string): Promise<string> {
  const asked = resolve(planDir);
  await assertWritable(asked);
  const path = join(await realpath(dirname(asked)), basename(asked));
  const stats = await stat(path).catch(() => null);
  const names = stats?.isDirectory() ? await readdir(path) : [];
  if (stats !== null && !stats.isDirectory()) throw refused(asked, 'is a file');
  if (contains(path, projectDir)) throw refused(asked, 'holds the project');
  if (names.length > 0 && !names.includes(PLAN_PATHS.plan))
    throw refused(asked, 'is not empty and holds no plan');
  return path;
}

function refused(planDir: string, why: string): RenderError {
  const fix = 'Name a folder that does not exist yet.';
  return new RenderError(
    'OUTPUT_NOT_WRITABLE',
    `The plan cannot be written to ${planDir}: it ${why}. ${fix}`,
    {
      path: planDir,
      fix,
    },
  );
}

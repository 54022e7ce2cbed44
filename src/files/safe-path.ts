import { realpath } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import { RenderError } from '../errors/index.js';

/**
 * The absolute path of a file that must lie inside a folder, links followed.
 * @param relativePath with `/` as separator, as written in a composition or a plan.
 * @returns the real path, or null when there is no such file.
 * @throws PATH_NOT_ALLOWED for `..` out of the folder, absolute paths, NUL, and links that lead out.
 */
export async function resolveInside(root: string, relativePath: string): Promise<string | null> {
  if (relativePath.includes('\0') || isAbsolute(relativePath) || /^[a-zA-Z]:/.test(relativePath)) {
    throw notAllowed(relativePath, root);
  }
  const joined = join(root, relativePath);
  if (!contains(root, joined)) throw notAllowed(relativePath, root);
  const [realRoot, real] = await Promise.all([realpath(root), realpath(joined).catch(() => null)]);
  if (real === null) return null;
  if (!contains(realRoot, real)) throw notAllowed(relativePath, root);
  return real;
}

/** Whether `path` is `root` or lies below it. Both absolute; links are not followed. */
export function contains(root: string, path: string): boolean {
  const way = relative(root, path);
  return way === '' || !(way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way));
}

/** A path with `/` as separator, as plans store it. */
export function toPosix(path: string): string {
  return sep === '/' ? path : path.split(sep).join('/');
}

function notAllowed(path: string, root: string): RenderError {
  return new RenderError(
    'PATH_NOT_ALLOWED',
    `The path "${path}" leads out of the project folder ${root}. Copy the file into the project and refer to it there.`,
    { path },
  );
}

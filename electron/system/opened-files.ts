import { existsSync, statSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The composition that a command line names: the first argument that is a folder or an HTML file.
 * @param args without the program, paths or `file:` addresses (what Linux desktops pass); what begins with `-` is an
 * option of Electron's or of the system's.
 * @param cwd what a relative one is relative to.
 */
export function findOpenedPath(args: readonly string[], cwd: string): string | null {
  for (const argument of args) {
    if (argument.startsWith('-') || argument.includes('\0')) continue;
    const path = toPath(argument, cwd);
    if (path !== null && existsSync(path) && isComposition(path)) return path;
  }
  return null;
}

function toPath(argument: string, cwd: string): string | null {
  if (!/^file:/i.test(argument)) return resolve(cwd, argument);
  try {
    return fileURLToPath(argument);
  } catch {
    return null;
  }
}

function isComposition(path: string): boolean {
  return ['.html', '.htm'].includes(extname(path).toLowerCase()) || statSync(path).isDirectory();
}

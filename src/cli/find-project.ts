import { stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { isSiteUrl } from '../composition/index.js';
import { RenderError } from '../errors/index.js';

/** A composition as it was named on the command line. */
export interface ProjectArgument {
  readonly projectDir: string;
  /** Set when an HTML file was named; else the default of the configuration is used. */
  readonly entryFile: string | undefined;
}

/**
 * What `<dir|html|url>` means: a page of a server stands for itself, a folder is the project, a file is the entry of the folder it lies in.
 * @throws INPUT_NOT_FOUND when there is neither.
 */
export async function findProject(argument: string, cwd: string): Promise<ProjectArgument> {
  if (isSiteUrl(argument)) return { projectDir: argument, entryFile: undefined };
  const path = resolve(cwd, argument);
  const facts = await stat(path).catch(() => null);
  if (facts?.isDirectory() === true) return { projectDir: path, entryFile: undefined };
  if (facts?.isFile() === true) return { projectDir: dirname(path), entryFile: basename(path) };
  throw new RenderError('INPUT_NOT_FOUND', `There is no folder or HTML file ${path}.`, {
    path,
    fix: 'Name the folder that holds index.html, or an HTML file.',
  });
}

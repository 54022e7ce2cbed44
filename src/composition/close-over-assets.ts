import { constants } from 'node:fs';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { throwIfAborted } from '../errors/index.js';
import { assertPlanSize } from './assert-plan-size.js';
import { listLooseFiles } from './list-loose-files.js';
import { type ReferencedFile, walkReferences } from './walk-references.js';

export interface CloseOverOptions {
  /** The entry document as it is compiled; default: as it stands in the project. */
  readonly entrySource?: string;
  /** Absolute path of a folder inside the project that is no part of it: where the plan is written. */
  readonly excludedPath?: string;
  /** Default: none. */
  readonly sizeLimitBytes?: number;
}

/** A composition and all its files. */
export interface ClosedComposition {
  readonly entryFile: string;
  readonly entrySource: string;
  /** Sorted by path, without the entry file. */
  readonly files: readonly ReferencedFile[];
}

/**
 * Finds every file that belongs to a composition. What HTML, CSS and JavaScript modules refer to in writing is
 * required, wherever in the project it lies. As scripts may ask for more at run time, the other files of the project
 * folder belong to it too, but for what {@link listLooseFiles} leaves out; what a script asks for in vain is a 404, and
 * refused when the page is opened.
 * @throws ASSET_MISSING, PATH_NOT_ALLOWED (see {@link walkReferences}), PLAN_TOO_LARGE.
 */
export async function closeOverAssets(
  projectDir: string,
  entryFile: string,
  options: CloseOverOptions = {},
): Promise<ClosedComposition> {
  const entrySource = options.entrySource ?? (await readFile(join(projectDir, entryFile), 'utf8'));
  const files = new Map<string, ReferencedFile>();
  for (const file of await listLooseFiles(projectDir, options.excludedPath ?? null))
    files.set(file.path, file);
  for (const file of await walkReferences(projectDir, entryFile, entrySource)) files.set(file.path, file);
  files.delete(entryFile);
  const sorted = [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  assertPlanSize(
    [...sorted, { path: entryFile, sizeBytes: Buffer.byteLength(entrySource) }],
    options.sizeLimitBytes ?? Number.POSITIVE_INFINITY,
  );
  return { entryFile, entrySource, files: sorted };
}

/** Writes a composition and all its files into a folder. */
export async function copyComposition(
  composition: ClosedComposition,
  compiledDir: string,
  signal?: AbortSignal,
): Promise<void> {
  const entryPath = join(compiledDir, composition.entryFile);
  await mkdir(dirname(entryPath), { recursive: true });
  await writeFile(entryPath, composition.entrySource);
  for (const { path, absolutePath } of composition.files) {
    throwIfAborted(signal);
    const target = join(compiledDir, path);
    await mkdir(dirname(target), { recursive: true });
    await copyFile(absolutePath, target, constants.COPYFILE_FICLONE);
  }
}

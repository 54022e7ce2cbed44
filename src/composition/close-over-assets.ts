import { constants } from 'node:fs';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { throwIfAborted } from '../errors/index.js';
import type { RemoteSource } from '../offline/index.js';
import { makeFontFaces } from './add-font-faces.js';
import { addToHead } from './add-to-head.js';
import { assertPlanSize } from './assert-plan-size.js';
import type { HtmlDocument } from './html-document.js';
import { type ListedFontFace, listFontFaces } from './list-font-faces.js';
import { listLooseFiles } from './list-loose-files.js';
import { readLooseText } from './read-loose-text.js';
import { unresolvedError } from './unresolved.js';
import { type ReferencedFile, ReferenceWalk } from './walk-references.js';

export interface CloseOverOptions {
  /** The entry document as it is compiled; default: as it stands in the project. */
  readonly entrySource?: string;
  /** What the entry document was written from: each element with its file and line. */
  readonly entryDocument?: HtmlDocument;
  /** Absolute path of a folder inside the project that is no part of it: where the plan is written. */
  readonly excludedPath?: string;
  /** Default: none. */
  readonly sizeLimitBytes?: number;
  /** Where the content of URLs on other hosts comes from; default: nowhere. */
  readonly remote?: RemoteSource;
  /** True: what nobody could answer is left as it is, for a look at a project. Default: it is refused. */
  readonly leavesUnresolved?: boolean;
  /** Values of the composition's variables, whose text may need fonts. */
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** A composition and all its files. */
export interface ClosedComposition {
  readonly entryFile: string;
  readonly entrySource: string;
  /** Sorted by path, without the entry file. */
  readonly files: readonly ReferencedFile[];
  /** What the style sheets declare, installed fonts included. */
  readonly fontFaces: readonly ListedFontFace[];
}

/**
 * Finds every file that belongs to a composition. What HTML, CSS and JavaScript modules refer to in writing is
 * required, wherever in the project it lies; what lies on another host is taken from the remote source, and the
 * reference is changed to the copy. As scripts may ask for more at run time, the other files of the project folder
 * belong to it too, but for what {@link listLooseFiles} leaves out; what a script asks for in vain is a 404, and
 * refused when the page is opened.
 * @throws ASSET_MISSING, PATH_NOT_ALLOWED (see {@link ReferenceWalk}), FONT_FETCH_FAILED, FONT_FETCH_UNAVAILABLE,
 * PLAN_TOO_LARGE.
 */
export async function closeOverAssets(
  projectDir: string,
  entryFile: string,
  options: CloseOverOptions = {},
): Promise<ClosedComposition> {
  const entrySource = options.entrySource ?? (await readFile(join(projectDir, entryFile), 'utf8'));
  const walk = new ReferenceWalk(projectDir, options.remote ?? null);
  const written = options.entryDocument;
  await walk.follow({ path: entryFile, kind: 'html', source: entrySource, written, importMap: null });
  const files = new Map<string, ReferencedFile>();
  for (const file of await listLooseFiles(projectDir, options.excludedPath ?? null))
    files.set(file.path, file);
  const fonts = await followFonts(
    walk,
    entryFile,
    entrySource,
    [...files.values(), ...walk.files.values()],
    options,
  );
  if (walk.unresolved.length > 0 && options.leavesUnresolved !== true) throw unresolvedError(walk.unresolved);
  for (const [path, file] of walk.files) files.set(path, withText(file, walk.textOf(path)));
  files.delete(entryFile);
  const sorted = [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  const entryText = walk.textOf(entryFile) ?? entrySource;
  const compiledEntry = fonts === '' ? entryText : addToHead(entryText, `<style>${fonts}</style>`);
  assertPlanSize(
    [...sorted, { path: entryFile, sizeBytes: Buffer.byteLength(compiledEntry) }],
    options.sizeLimitBytes ?? Number.POSITIVE_INFINITY,
  );
  return { entryFile, entrySource: compiledEntry, files: sorted, fontFaces: listFontFaces(walk.styles) };
}

/** Finds installed fonts that the composition needs and does not declare. @returns their CSS for the entry document. */
async function followFonts(
  walk: ReferenceWalk,
  entryFile: string,
  entrySource: string,
  files: readonly ReferencedFile[],
  { remote, variables = {} }: CloseOverOptions,
): Promise<string> {
  if (remote === undefined) return '';
  const css = await makeFontFaces({
    styles: walk.styles,
    text: [entrySource, JSON.stringify(variables), await readLooseText(files)].join('\n'),
    packageFolders: remote.packageFolders,
  });
  if (css === '') return '';
  // Its own name beside the entry document, so that the addresses in it are right for both.
  const path = posix.join(posix.dirname(entryFile), 'framelane-fonts.css');
  await walk.follow({ path, kind: 'css', source: css, importMap: null });
  return walk.textOf(path) ?? css;
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
  for (const { path, absolutePath, text } of composition.files) {
    throwIfAborted(signal);
    const target = join(compiledDir, path);
    await mkdir(dirname(target), { recursive: true });
    if (text === undefined) await copyFile(absolutePath, target, constants.COPYFILE_FICLONE);
    else await writeFile(target, text);
  }
}

function withText(file: ReferencedFile, text: string | null): ReferencedFile {
  return text === null ? file : { ...file, text, sizeBytes: Buffer.byteLength(text) };
}

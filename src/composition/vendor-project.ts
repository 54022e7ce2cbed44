import { copyFile, mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { RenderError } from '../errors/index.js';
import { resolveInside, sha256OfFile, writeWholeOrAbsent } from '../files/index.js';
import {
  createRemoteSource,
  REMOTE_FOLDER,
  type RemoteFile,
  type RemoteSourceOptions,
  readVendorLock,
  VENDOR_FOLDER,
  type VendorLock,
  writeVendorLock,
} from '../offline/index.js';
import { parseHtml } from './parse-html.js';
import { unresolvedError } from './unresolved.js';
import { ReferenceWalk, type RemoteReference } from './walk-references.js';

/** A file of `vendor/`. */
export interface VendoredFile {
  readonly url: string;
  /** Relative to the project, with `/`. */
  readonly path: string;
  readonly sizeBytes: number;
  /** `vendor` for one that was there already. */
  readonly source: RemoteFile['source'];
}

export interface VendorResult {
  /** Sorted by URL. */
  readonly files: readonly VendoredFile[];
  /** Files of `vendor/` that nothing refers to any more; they were deleted. */
  readonly removed: readonly string[];
}

export type VendorOptions = Pick<
  RemoteSourceOptions,
  'cacheDir' | 'network' | 'fetch' | 'lookUp' | 'limits' | 'signal' | 'onFetch'
>;

/**
 * Brings everything that a composition refers to on other hosts into its `vendor/` folder, with a lock that later plans
 * read. Doing it again fetches only what is new, and mends what was changed.
 * @throws INPUT_NOT_FOUND; ASSET_MISSING, FONT_FETCH_FAILED or FONT_FETCH_UNAVAILABLE with a line for each URL that
 * could not be had, after the others were written.
 */
export async function vendorProject(
  projectDir: string,
  entryFile: string,
  options: VendorOptions,
): Promise<VendorResult> {
  const dir = resolve(projectDir);
  const remote = await createRemoteSource({ ...options, projectDir: dir, whenVendoredChanged: 'ignore' });
  const walk = new ReferenceWalk(dir, remote);
  for (const path of await listDocuments(dir, entryFile)) {
    const source = await readFile(join(dir, path), 'utf8');
    await walk.follow({ path, kind: 'html', source, importMap: null });
  }
  const before = await readVendorLock(dir);
  const locked: Record<string, VendorLock['files'][string]> = {};
  const files: VendoredFile[] = [];
  for (const reference of walk.remotes.values()) {
    options.signal?.throwIfAborted();
    const entry = await keep(dir, reference);
    locked[reference.url] = entry;
    files.push({
      url: reference.url,
      path: entry.path,
      sizeBytes: entry.sizeBytes,
      source: reference.file.source,
    });
  }
  const removed = await removeStale(dir, before, locked);
  if (files.length > 0 || before !== null) await writeVendorLock(dir, locked);
  if (walk.unresolved.length > 0) throw unresolvedError(walk.unresolved);
  return { files: files.sort((a, b) => (a.url < b.url ? -1 : 1)), removed };
}

/** The entry document and the compositions inside it. */
async function listDocuments(dir: string, entryFile: string): Promise<string[]> {
  const paths = [entryFile];
  for (const path of paths) {
    const file = await resolveInside(dir, path);
    if (file === null && path === entryFile) {
      throw new RenderError('INPUT_NOT_FOUND', `There is no file ${entryFile} in ${dir}.`, {
        path: join(dir, entryFile),
        fix: 'Name the folder that holds index.html, or an HTML file.',
      });
    }
    if (file === null) continue;
    for (const { attributes } of parseHtml(await readFile(file, 'utf8'), path).elements) {
      const inner = attributes['data-composition-src']?.replace(/^(\.\/|\/)/, '');
      if (inner && !paths.includes(inner) && (await resolveInside(dir, inner)) !== null) paths.push(inner);
    }
  }
  return paths;
}

async function keep(dir: string, { path, file }: RemoteReference): Promise<VendorLock['files'][string]> {
  const vendored = path.replace(REMOTE_FOLDER, VENDOR_FOLDER);
  const target = join(dir, vendored);
  const sha256 = await sha256OfFile(file.absolutePath);
  const present = await sha256OfFile(target).catch(() => null);
  if (present !== sha256) {
    await mkdir(dirname(target), { recursive: true });
    await writeWholeOrAbsent(target, (temporaryPath) => copyFile(file.absolutePath, temporaryPath));
  }
  return { path: vendored, finalUrl: file.finalUrl, sizeBytes: file.sizeBytes, sha256 };
}

async function removeStale(
  dir: string,
  before: VendorLock | null,
  now: VendorLock['files'],
): Promise<string[]> {
  const kept = new Set(Object.values(now).map(({ path }) => path));
  const stale = Object.values(before?.files ?? {})
    .map(({ path }) => path)
    .filter((path) => !kept.has(path) && path.startsWith(`${VENDOR_FOLDER}/`));
  const removed: string[] = [];
  for (const path of new Set(stale)) {
    const file = await resolveInside(dir, path).catch(() => null);
    if (file === null) continue;
    await rm(file);
    removed.push(path);
  }
  return removed.sort();
}

import { readdir, stat } from 'node:fs/promises';
import { posix } from 'node:path';
import { exports as resolveExports } from 'resolve.exports';
import { resolveInside } from '../files/index.js';
import type { CdnRequest } from './cdn-url.js';
import type { InstalledPackage } from './find-package.js';

/** Where cdnjs takes files from, in the order in which they are tried. */
const BUILD_FOLDERS = [
  '',
  'dist',
  'build',
  'build/player',
  'lib',
  'umd',
  'dist/umd',
  'css',
  'min',
  'minified',
];

/**
 * The file of a package that a CDN would answer with, relative to the package with `/`; null when the package has none.
 * A minified file that a CDN makes itself is answered with the one it is made of.
 */
export async function findPackageFile(
  { dir, manifest }: InstalledPackage,
  request: Pick<CdnRequest, 'path' | 'form' | 'entryField'>,
): Promise<string | null> {
  for (const path of candidates(manifest, request)) {
    const real = await resolveInside(dir, path).catch(() => null);
    if (real !== null && (await stat(real)).isFile()) return path;
  }
  return request.form === 'named' ? findByName(dir, request.path ?? '') : null;
}

function candidates(
  manifest: InstalledPackage['manifest'],
  { path, form, entryField }: Pick<CdnRequest, 'path' | 'form' | 'entryField'>,
): string[] {
  const asked = path?.replace(/\/$/, '') ?? null;
  if (form === 'named') return BUILD_FOLDERS.map((folder) => posix.join(folder, asked ?? ''));
  const exported = form === 'module' ? exportsOf(manifest, asked) : [];
  const paths =
    asked === null ? [...exported, ...mainFiles(manifest, form, entryField)] : [...exported, asked];
  return paths
    .map((each) => posix.normalize(each).replace(/^(\.\/|\/)/, ''))
    .flatMap((each) => [each, each.replace(/\.min(\.m?js|\.css)$/, '$1'), ...withExtensions(each)]);
}

function mainFiles(
  manifest: InstalledPackage['manifest'],
  form: CdnRequest['form'],
  entryField: CdnRequest['entryField'],
): string[] {
  const fields =
    form === 'module'
      ? [manifest.module, manifest.browser, manifest.main]
      : [manifest[entryField], manifest.browser, manifest.main];
  const named = fields.filter((field): field is string => typeof field === 'string');
  return [...named, 'index.js'];
}

/** What the `exports` of package.json say for a browser that imports. */
function exportsOf(manifest: InstalledPackage['manifest'], path: string | null): string[] {
  try {
    return [
      ...(resolveExports(manifest as never, path === null ? '.' : `./${path}`, { browser: true }) ?? []),
    ];
  } catch {
    // Not exported; a CDN still finds the file by its path.
    return [];
  }
}

function withExtensions(path: string): string[] {
  return /\.[a-z0-9]{1,5}$/i.test(path) ? [] : ['.js', '.mjs', '/index.js'].map((end) => path + end);
}

/** The file with that name closest to the top, first by path among equals. */
async function findByName(dir: string, path: string): Promise<string | null> {
  const name = posix.basename(path);
  const names = [name, name.replace(/\.min(\.m?js|\.css)$/, '$1')];
  const entries = await readdir(dir, { recursive: true });
  const paths = entries
    .map((entry) => entry.replaceAll('\\', '/'))
    .filter((entry) => !entry.includes('node_modules/'));
  const byDepth = (a: string, b: string) => a.split('/').length - b.split('/').length || (a < b ? -1 : 1);
  for (const wanted of names) {
    const fitting = paths.filter((entry) => posix.basename(entry) === wanted).sort(byDepth);
    if (fitting[0] !== undefined) return fitting[0];
  }
  return null;
}

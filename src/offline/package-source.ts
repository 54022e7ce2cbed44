import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'es-module-lexer';
import { type CdnRequest, findPackage, findPackageFile, parseCdnUrl } from '../packages/index.js';
import type { RemoteKind } from './remote-path.js';
import type { RemoteFile, Unavailable } from './types.js';

/**
 * What an npm CDN would answer, from an installed package; null when the URL is none of an npm CDN.
 * @param folders in which packages are looked for.
 */
export async function findInPackages(
  folders: readonly string[],
  url: string,
  kind: RemoteKind,
): Promise<RemoteFile | Unavailable | null> {
  const request = parseCdnUrl(url);
  if (request === null) return null;
  const wanted = request.range === null ? request.name : `${request.name}@${request.range}`;
  const finding = await findPackage(folders, request.name, request.range);
  if (finding.found === null) {
    const { installedVersions } = finding;
    const why =
      installedVersions.length === 0
        ? `the package ${request.name} is not installed`
        : `${request.name} ${installedVersions.join(' and ')} is installed, and ${wanted} is asked for`;
    return { why, temporary: false };
  }
  const { manifest, dir } = finding.found;
  const named = `${manifest.name} ${manifest.version}`;
  const path = await findPackageFile(finding.found, request);
  if (path === null) {
    return { why: `${named} is installed, and has no ${request.path ?? 'main file'}`, temporary: false };
  }
  const absolutePath = join(dir, path);
  if (kind === 'module' && request.form === 'module' && (await isCommonJs(absolutePath, path, manifest))) {
    return { why: `${named} is installed, and has no ES module (${path} is CommonJS)`, temporary: false };
  }
  return {
    absolutePath,
    sizeBytes: (await stat(absolutePath)).size,
    finalUrl: fileUrl(request, manifest.version, path),
    source: 'package',
  };
}

/**
 * The URL that a bare module name means inside a file of an npm CDN: the package itself, or its dependency in the
 * version that its package.json asks for. Null when the file is on no npm CDN.
 */
export async function resolveBareImport(
  folders: readonly string[],
  specifier: string,
  importerUrl: string,
): Promise<string | null> {
  const importer = parseCdnUrl(importerUrl);
  const match = /^(@[^/]+\/[^/]+|[^/@:]+)(?:\/(.+))?$/.exec(specifier);
  if (importer === null || match === null) return null;
  const [, name = '', path] = match;
  const { found } = await findPackage(folders, importer.name, importer.range);
  const { dependencies, peerDependencies } = found?.manifest ?? {};
  const range =
    name === importer.name ? importer.range : (dependencies?.[name] ?? peerDependencies?.[name] ?? null);
  const version = range === null ? '' : `@${encodeURIComponent(range)}`;
  return `${CANONICAL_CDN}/${name}${version}${path === undefined ? '' : `/${path}`}/+esm`;
}

/** Files of packages get the address of one CDN, so that two ways to the same module meet. */
const CANONICAL_CDN = 'https://cdn.jsdelivr.net/npm';

function fileUrl({ name }: CdnRequest, version: string, path: string): string {
  return `${CANONICAL_CDN}/${name}@${version}/${path.split('/').map(encodeURIComponent).join('/')}`;
}

async function isCommonJs(
  absolutePath: string,
  path: string,
  { type }: { type?: unknown },
): Promise<boolean> {
  if (path.endsWith('.cjs')) return true;
  if (path.endsWith('.mjs') || type === 'module') return false;
  try {
    const [, , , hasModuleSyntax] = parse(await readFile(absolutePath, 'utf8'));
    return !hasModuleSyntax;
  } catch {
    return true;
  }
}

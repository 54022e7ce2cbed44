import { readFile, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { satisfies, validRange } from 'semver';

/** The fields of a package.json that say which file is meant. */
export interface PackageManifest {
  readonly name: string;
  readonly version: string;
  readonly main?: unknown;
  readonly module?: unknown;
  readonly browser?: unknown;
  readonly jsdelivr?: unknown;
  readonly unpkg?: unknown;
  readonly exports?: unknown;
  readonly type?: unknown;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** An npm package on this disk. */
export interface InstalledPackage {
  /** Absolute, links followed. */
  readonly dir: string;
  readonly manifest: PackageManifest;
}

/** A package that fits, or the versions that are there and do not. */
export type PackageFinding =
  | { readonly found: InstalledPackage }
  | { readonly found: null; readonly installedVersions: readonly string[] };

/**
 * The folders in which npm packages are looked for: `node_modules` of the project and of every folder above it, then
 * that of Framelane's package cache.
 * @param projectDir absolute.
 */
export function packageFolders(projectDir: string, cacheDir: string | null): string[] {
  const folders: string[] = [];
  for (let dir = projectDir; ; dir = dirname(dir)) {
    folders.push(join(dir, 'node_modules'));
    if (dirname(dir) === dir) break;
  }
  return cacheDir === null ? folders : [...folders, join(cacheDir, 'packages', 'node_modules')];
}

/**
 * The first package of that name whose version fits.
 * @param range semver range; null or a tag such as `latest`: any version.
 */
export async function findPackage(
  folders: readonly string[],
  name: string,
  range: string | null,
): Promise<PackageFinding> {
  const installedVersions: string[] = [];
  if (!/^(@[\w.~-]+\/)?[\w.~-]+$/.test(name) || name.split('/').some((part) => /^\.+$/.test(part))) {
    return { found: null, installedVersions };
  }
  for (const folder of folders) {
    const found = await readPackage(join(folder, name));
    if (found === null) continue;
    if (fits(found.manifest.version, range)) return { found };
    installedVersions.push(found.manifest.version);
  }
  return { found: null, installedVersions };
}

/** Reads the package in a folder; null when there is none. */
export async function readPackage(dir: string): Promise<InstalledPackage | null> {
  try {
    const manifest: unknown = JSON.parse(await readFile(join(dir, 'package.json'), 'utf8'));
    if (typeof manifest !== 'object' || manifest === null) return null;
    if (!('version' in manifest) || typeof manifest.version !== 'string') return null;
    return { dir: await realpath(dir), manifest: manifest as PackageManifest };
  } catch {
    return null;
  }
}

function fits(version: string, range: string | null): boolean {
  if (range === null || ['latest', 'next', 'stable', '*'].includes(range)) return true;
  return validRange(range) !== null && satisfies(version, range, { includePrerelease: true });
}

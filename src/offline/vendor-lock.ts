import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { RenderError } from '../errors/index.js';
import { resolveInside, sha256OfFile, writeJson } from '../files/index.js';

/** Folder of a project that holds what `framelane vendor` fetched. */
export const VENDOR_FOLDER = 'vendor';
/** The list of what it holds, relative to the project. */
export const VENDOR_LOCK_PATH = `${VENDOR_FOLDER}/framelane-vendor.json`;

const lockSchema = z.strictObject({
  version: z.literal(1),
  files: z.record(
    z.string(),
    z.strictObject({
      /** Relative to the project, with `/`. */
      path: z.string(),
      finalUrl: z.string(),
      sizeBytes: z.int().nonnegative(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
});

/** `vendor/framelane-vendor.json`: which file of the project stands for which URL. */
export type VendorLock = z.infer<typeof lockSchema>;

/**
 * Reads the lock of a project; null when it has none.
 * @throws COMPOSITION_INVALID for one that is not valid.
 */
export async function readVendorLock(projectDir: string): Promise<VendorLock | null> {
  const text = await readFile(join(projectDir, VENDOR_LOCK_PATH), 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return lockSchema.parse(JSON.parse(text));
  } catch (cause) {
    const fix = `Run "framelane vendor" again, or delete ${VENDOR_LOCK_PATH}.`;
    throw new RenderError(
      'COMPOSITION_INVALID',
      `${VENDOR_LOCK_PATH} is not a valid list of vendored files. ${fix}`,
      { path: VENDOR_LOCK_PATH, fix },
      { cause },
    );
  }
}

/** Writes the lock of a project, its URLs sorted. */
export async function writeVendorLock(projectDir: string, files: VendorLock['files']): Promise<void> {
  const sorted = Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)));
  await writeJson(join(projectDir, VENDOR_LOCK_PATH), { version: 1, files: sorted } satisfies VendorLock);
}

/** The vendored file of a URL, if it is there and has the bytes that were fetched. */
export async function findVendored(
  projectDir: string,
  lock: VendorLock | null,
  url: string,
  whenChanged: 'refuse' | 'ignore' = 'refuse',
): Promise<{ readonly absolutePath: string; readonly sizeBytes: number; readonly finalUrl: string } | null> {
  const entry = lock !== null && Object.hasOwn(lock.files, url) ? lock.files[url] : undefined;
  if (entry === undefined) return null;
  const absolutePath = await resolveInside(projectDir, entry.path).catch(() => null);
  if (absolutePath === null) return null;
  const { size } = await stat(absolutePath);
  if (size !== entry.sizeBytes || (await sha256OfFile(absolutePath)) !== entry.sha256) {
    if (whenChanged === 'ignore') return null;
    const fix = 'Run "framelane vendor" again, or bring the file back.';
    throw new RenderError(
      'ASSET_MISSING',
      `${entry.path} was changed since "framelane vendor" fetched it for ${url}. ${fix}`,
      { path: entry.path, url, fix },
    );
  }
  return { absolutePath, sizeBytes: entry.sizeBytes, finalUrl: entry.finalUrl };
}

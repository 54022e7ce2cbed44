import { randomBytes } from 'node:crypto';
import { copyFile, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { sha256Of, sha256OfFile, writeJson } from '../files/index.js';

/** What a store knows about a URL. */
const entrySchema = z.strictObject({
  url: z.string(),
  finalUrl: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  sizeBytes: z.int().nonnegative(),
});
export type CachedUrl = z.infer<typeof entrySchema>;

/**
 * Downloads that are kept: the bytes under their sha256, and for each URL a small file that says which bytes it means.
 * Damaged or half-written entries count as absent.
 */
export class UrlCache {
  constructor(private readonly dir: string) {}

  async find(url: string): Promise<(CachedUrl & { readonly absolutePath: string }) | null> {
    try {
      const parsed = entrySchema.parse(JSON.parse(await readFile(this.#entryPath(url), 'utf8')));
      const absolutePath = this.#contentPath(parsed.sha256);
      if (parsed.url !== url || (await stat(absolutePath)).size !== parsed.sizeBytes) return null;
      if ((await sha256OfFile(absolutePath)) !== parsed.sha256) return null;
      return { ...parsed, absolutePath };
    } catch {
      return null;
    }
  }

  /** A path in the cache's folder to download to; `keep` takes it from there. */
  async temporaryPath(): Promise<string> {
    await mkdir(this.dir, { recursive: true });
    return join(this.dir, `.partial-${randomBytes(8).toString('hex')}`);
  }

  /** Moves a downloaded file into the cache. */
  async keep(
    url: string,
    finalUrl: string,
    temporaryPath: string,
  ): Promise<CachedUrl & { readonly absolutePath: string }> {
    const sha256 = await sha256OfFile(temporaryPath);
    const sizeBytes = (await stat(temporaryPath)).size;
    const absolutePath = this.#contentPath(sha256);
    await mkdir(dirname(absolutePath), { recursive: true });
    await moveFile(temporaryPath, absolutePath);
    const entry = { url, finalUrl, sha256, sizeBytes };
    await writeJson(this.#entryPath(url), entry);
    return { ...entry, absolutePath };
  }

  #entryPath(url: string): string {
    return join(this.dir, 'urls', `${sha256Of(url)}.json`);
  }

  #contentPath(sha256: string): string {
    return join(this.dir, 'content', sha256.slice(0, 2), sha256);
  }
}

/** The folder of downloads in Framelane's cache. */
export function urlCacheDir(cacheDir: string): string {
  return join(cacheDir, 'downloads');
}

async function moveFile(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch {
    // Windows refuses to replace a file that somebody reads; its content is the same.
    await copyFile(from, to).catch(() => undefined);
    await rm(from, { force: true });
  }
}

import { mkdir, mkdtemp, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheDirOf, type Environment } from '../../process/index.js';

/** How much the extracted frames of all films may take, in bytes, unless `FRAMELANE_FRAME_CACHE_BYTES` says otherwise. */
const DEFAULT_LIMIT_BYTES = 4 * 1024 ** 3;

/** Folders that are being written; one of yesterday is left of a crash. */
const WORK_PREFIX = '.work-';
const WORK_LASTS_MS = 24 * 3600 * 1000;

/**
 * Extracted frames kept across plans: a folder per film, size and format, a file per frame; and what was chosen for a film, a
 * folder with an empty file of that name. The least used is deleted first.
 */
export class FrameCache {
  readonly #rootDir: string;
  readonly #limitBytes: number;
  readonly #inUse = new Set<string>();

  constructor(env: Environment) {
    this.#rootDir = join(cacheDirOf(env), 'video-frames');
    this.#limitBytes = Number(env.FRAMELANE_FRAME_CACHE_BYTES) || DEFAULT_LIMIT_BYTES;
  }

  /** The folder of an entry, marked as used now; it is not deleted as long as this plan is being made. */
  async open(key: string): Promise<string> {
    const folder = join(this.#rootDir, key);
    this.#inUse.add(key);
    await mkdir(folder, { recursive: true });
    const now = new Date();
    await utimes(folder, now, now);
    return folder;
  }

  /** Takes finished files into an entry; each is whole or absent. */
  async take(key: string, files: readonly { readonly path: string; readonly name: string }[]): Promise<void> {
    for (const { path, name } of files) await rename(path, join(this.#rootDir, key, name));
  }

  /** What was chosen for this key, or null. Never throws: another plan may be deleting what is old. */
  async readChoice(key: string): Promise<string | null> {
    const names = await readdir(join(this.#rootDir, key)).catch(() => []);
    return names[0] ?? null;
  }

  /** Never throws. */
  async keepChoice(key: string, choice: string): Promise<void> {
    try {
      await writeFile(join(await this.open(key), choice), '');
    } catch {
      // It is found out once more next time.
    }
  }

  /** A new folder for files that are being written, on the same disk. */
  async makeWorkDir(): Promise<string> {
    await mkdir(this.#rootDir, { recursive: true });
    return mkdtemp(join(this.#rootDir, WORK_PREFIX));
  }

  /** Deletes what was used least until the rest fits; what this plan uses stays. Never throws. */
  async prune(): Promise<void> {
    try {
      await this.#prune();
    } catch {
      // Somebody else deletes, too; the next plan tries again.
    }
  }

  async #prune(): Promise<void> {
    const entries = await Promise.all((await readdir(this.#rootDir)).map((key) => this.#measure(key)));
    let totalBytes = entries.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    for (const { key, usedMs, sizeBytes } of entries.toSorted((a, b) => a.usedMs - b.usedMs)) {
      const isWork = key.startsWith(WORK_PREFIX);
      if (
        isWork ? Date.now() - usedMs < WORK_LASTS_MS : totalBytes <= this.#limitBytes || this.#inUse.has(key)
      )
        continue;
      await rm(join(this.#rootDir, key), { recursive: true, force: true });
      totalBytes -= sizeBytes;
    }
  }

  async #measure(key: string): Promise<{ key: string; usedMs: number; sizeBytes: number }> {
    const folder = join(this.#rootDir, key);
    const { mtimeMs } = await stat(folder);
    let sizeBytes = 0;
    for (const name of await readdir(folder)) sizeBytes += (await stat(join(folder, name))).size;
    return { key, usedMs: mtimeMs, sizeBytes };
  }
}

import { readdir, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { FolderListing } from '../../contract/index.js';
import { toRenderError } from '../../errors/index.js';

/** How much of an HTML file is looked at to tell a composition from any other page, in characters. */
const SNIFF_CHARACTERS = 64 * 1024;

/**
 * Folders and HTML files of a folder, sorted by name, without hidden ones: the file picker of the browser shell.
 * @param path absolute; null is the home folder.
 */
export async function listFolder(path: string | null): Promise<FolderListing> {
  const folder = resolve(path ?? homedir());
  const found = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw toRenderError(error);
  });
  const visible = found.filter((entry) => !entry.name.startsWith('.') && entry.name !== 'node_modules');
  const folders = visible.filter((entry) => entry.isDirectory());
  const pages = visible.filter((entry) => entry.isFile() && /\.html?$/i.test(entry.name));
  const entries = await Promise.all([
    ...folders.map(async ({ name }) => ({
      name,
      kind: 'folder' as const,
      isComposition: await looksLikeComposition(join(folder, name, 'index.html')),
    })),
    ...pages.map(async ({ name }) => ({
      name,
      kind: 'html' as const,
      isComposition: await looksLikeComposition(join(folder, name)),
    })),
  ]);
  const byName = new Intl.Collator(undefined, { numeric: true });
  entries.sort((a, b) => a.kind.localeCompare(b.kind) || byName.compare(a.name, b.name));
  return { path: folder, parent: dirname(folder) === folder ? null : dirname(folder), entries };
}

async function looksLikeComposition(htmlPath: string): Promise<boolean> {
  const html = await readFile(htmlPath, 'utf8').catch(() => '');
  return /data-composition-id|__hf\b/.test(html.slice(0, SNIFF_CHARACTERS));
}

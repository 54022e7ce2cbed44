import { readFile } from 'node:fs/promises';
import { REMOTE_FOLDER } from '../offline/index.js';
import type { ReferencedFile } from './walk-references.js';

/** Files whose content may become text on the screen. */
const TEXT = /\.(html?|m?js|cjs|json|txt|csv|tsv|svg|vtt|srt|md|xml)$/i;

/** Larger files are data that nobody reads as a whole. */
const MAX_TEXT_BYTES = 4 * 1024 ** 2;

/** What the project's own files say, all in one; libraries are left out. */
export async function readLooseText(files: Iterable<ReferencedFile>): Promise<string> {
  const texts: string[] = [];
  for (const { path, absolutePath, sizeBytes } of files) {
    const isOwn = !path.startsWith(`${REMOTE_FOLDER}/`) && !/(^|\/)(node_modules|vendor)\//.test(path);
    if (isOwn && TEXT.test(path) && sizeBytes <= MAX_TEXT_BYTES)
      texts.push(await readFile(absolutePath, 'utf8'));
  }
  return texts.join('\n');
}

import { posix } from 'node:path';
import { RenderError } from '../errors/index.js';
import { resolveInside } from '../files/index.js';
import type { Reference, Referrer } from './reference.js';

/** Schemes that name no file: content in place, parts of the page, actions. */
const INLINE_SCHEMES = new Set(['data', 'blob', 'about', 'javascript', 'mailto', 'tel']);

/**
 * The file that a reference means, as a path relative to the project with `/`, or null when it means none
 * (`data:`, `#part`, empty).
 * @throws ASSET_MISSING for a URL on another host; PATH_NOT_ALLOWED for a path from the root of the disk, a `file:` URL,
 * and a path that leads out of the project. Both name the reference, its file and its line.
 */
export function resolveReference(reference: Reference, referrer: Referrer): string | null {
  // Browsers read a backslash as a slash and ignore white space around a URL.
  const text = reference.text.trim().replaceAll('\\', '/');
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(text)?.[1]?.toLowerCase();
  if (text === '' || text.startsWith('#') || (scheme !== undefined && INLINE_SCHEMES.has(scheme)))
    return null;
  if (text.startsWith('//') || (scheme !== undefined && scheme !== 'file' && scheme.length > 1)) {
    throw remote(reference, referrer);
  }
  if (scheme !== undefined || text.startsWith('/')) throw outside(reference, referrer);
  const path = decode(text.replace(/[?#].*$/s, ''));
  if (path === '') return null;
  const joined = posix.normalize(posix.join(posix.dirname(referrer.base ?? referrer.file), path));
  if (joined === '..' || joined.startsWith('../') || joined.includes('\0'))
    throw outside(reference, referrer);
  return joined;
}

/**
 * The absolute path behind {@link resolveReference}'s answer, links followed; null when nothing is there.
 * @throws PATH_NOT_ALLOWED, naming the reference, for a link that leads out of the project.
 */
export async function locateReference(
  projectDir: string,
  path: string,
  reference: Reference,
  referrer: Referrer,
): Promise<string | null> {
  try {
    return await resolveInside(projectDir, path);
  } catch (cause) {
    throw outside(reference, referrer, cause);
  }
}

/** `"a.png" in index.html:12`, for messages. */
export function describeReference(reference: Reference, referrer: Referrer): string {
  return `"${shorten(reference.text)}" in ${referrer.file}:${reference.line}`;
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function remote(reference: Reference, referrer: Referrer): RenderError {
  return new RenderError(
    'ASSET_MISSING',
    `${describeReference(reference, referrer)} is not a file of the project, and nothing is loaded from elsewhere while rendering. Copy it into the project and refer to it by a relative path.`,
    {
      url: reference.text,
      path: referrer.file,
      line: reference.line,
      fix: 'Copy the file into the project folder and refer to it by a relative path.',
    },
  );
}

function outside(reference: Reference, referrer: Referrer, cause?: unknown): RenderError {
  return new RenderError(
    'PATH_NOT_ALLOWED',
    `${describeReference(reference, referrer)} leads out of the project folder. Copy the file into the project and refer to it by a relative path.`,
    {
      path: reference.text,
      file: referrer.file,
      line: reference.line,
      fix: 'Copy the file into the project folder and refer to it by a relative path.',
    },
    { cause },
  );
}

function shorten(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

import { posix } from 'node:path';
import { RenderError } from '../errors/index.js';
import { resolveInside } from '../files/index.js';
import { remotePathOf } from '../offline/index.js';
import type { Reference, Referrer } from './reference.js';

/** Schemes that name no file: content in place, parts of the page, actions. */
const INLINE_SCHEMES = new Set(['data', 'blob', 'about', 'javascript', 'mailto', 'tel']);

/** Whether an address names another host (or is relative to no file of the project). */
export function isElsewhere(text: string): boolean {
  return /^(?:[a-z][a-z0-9+.-]+:)?\/\//i.test(text.trim().replaceAll('\\', '/'));
}

/**
 * The URL that a reference means when it leads to another host, or stands in a file from another host; else null.
 * `//host/path` is read as https.
 */
export function remoteUrlOf(reference: Reference, referrer: Referrer): string | null {
  const text = normalise(reference.text);
  const scheme = schemeOf(text);
  if (text === '' || text.startsWith('#') || (scheme !== null && INLINE_SCHEMES.has(scheme))) return null;
  const isUrl = text.startsWith('//') || (scheme !== null && scheme !== 'file' && scheme.length > 1);
  if (!isUrl && referrer.url === undefined) return null;
  const base = referrer.url ?? 'https://host';
  return URL.canParse(text, base) ? new URL(text, base).href : text;
}

/**
 * The file that a reference means, as a path relative to the project with `/`, or null when it means none
 * (`data:`, `#part`, empty). A path that begins with `/` starts from the project folder, as on a site. A URL on another
 * host means the place where a plan keeps its content.
 * @throws PATH_NOT_ALLOWED for a `file:` URL and a path that leads out of the project, naming the reference, its file
 * and its line.
 */
export function resolveReference(reference: Reference, referrer: Referrer): string | null {
  const text = normalise(reference.text);
  const scheme = schemeOf(text);
  if (text === '' || text.startsWith('#') || (scheme !== null && INLINE_SCHEMES.has(scheme))) return null;
  const url = remoteUrlOf(reference, referrer);
  if (url !== null) return URL.canParse(url) ? remotePathOf(url, reference.kind) : null;
  if (scheme !== null) throw outside(reference, referrer);
  const path = decode(text.replace(/[?#].*$/s, ''));
  if (path === '') return null;
  const from = path.startsWith('/') ? '' : posix.dirname(referrer.base ?? referrer.file);
  const joined = posix.normalize(posix.join(from, path)).replace(/^\/+/, '');
  if (joined === '..' || joined.startsWith('../') || joined.includes('\0'))
    throw outside(reference, referrer);
  return joined.endsWith('/') || joined === '' || joined === '.' ? posix.join(joined, 'index.html') : joined;
}

/** Browsers read a backslash as a slash and ignore white space around a URL. */
function normalise(text: string): string {
  return text.trim().replaceAll('\\', '/');
}

function schemeOf(text: string): string | null {
  return /^([a-z][a-z0-9+.-]*):/i.exec(text)?.[1]?.toLowerCase() ?? null;
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
  return `"${shorten(reference.text)}" in ${reference.file ?? referrer.file}:${reference.line}`;
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** The refusal of a reference that leads out of the project. */
export function outside(reference: Reference, referrer: Referrer, cause?: unknown): RenderError {
  return new RenderError(
    'PATH_NOT_ALLOWED',
    `${describeReference(reference, referrer)} leads out of the project folder. Copy the file into the project and refer to it by a relative path.`,
    {
      path: reference.text,
      file: reference.file ?? referrer.file,
      line: reference.line,
      fix: 'Copy the file into the project folder and refer to it by a relative path.',
    },
    { cause },
  );
}

function shorten(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

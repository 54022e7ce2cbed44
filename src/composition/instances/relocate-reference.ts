import { stat } from 'node:fs/promises';
import { posix } from 'node:path';
import { RenderError } from '../../errors/index.js';
import { resolveInside } from '../../files/index.js';

/** Where a reference stands. */
export interface ReferencePlace {
  /** Relative to the project, with `/`. */
  readonly file: string;
  readonly line: number;
}

/** A reference split into the path it names and what follows it (`?v=2#part`). */
interface WrittenPath {
  readonly path: string;
  readonly suffix: string;
}

/**
 * Finds the file that a reference in an instance means. `./` and `../` start from the file that it stands in, other
 * paths from the project folder; what is not there is looked for at the other of the two.
 * @returns the path relative to the project, or null for what names no file of a project (`data:`, `#part`, a URL).
 * @throws ASSET_MISSING naming the places that were tried, PATH_NOT_ALLOWED for a path out of the project.
 */
export async function findReferenced(
  projectDir: string,
  text: string,
  place: ReferencePlace,
): Promise<string | null> {
  const written = splitPath(text);
  if (written === null) return null;
  const fromFile = posix.normalize(posix.join(posix.dirname(place.file), written.path));
  const fromProject = posix.normalize(written.path);
  const candidates = /^\.{1,2}(\/|$)/.test(written.path) ? [fromFile, fromProject] : [fromProject, fromFile];
  const inside = [...new Set(candidates)].filter((path) => path !== '..' && !path.startsWith('../'));
  for (const path of inside) if (await isFile(projectDir, path)) return path;
  const where = `"${text.slice(0, 200)}" in ${place.file}:${place.line}`;
  if (inside.length === 0 || !inside.includes(fromFile)) {
    throw new RenderError(
      'PATH_NOT_ALLOWED',
      `${where} leads out of the project folder. Copy the file into the project and refer to it by a relative path.`,
      {
        path: text,
        ...place,
        fix: 'Copy the file into the project folder and refer to it by a relative path.',
      },
    );
  }
  const fix = 'Put the file there, or remove the reference.';
  throw new RenderError(
    'ASSET_MISSING',
    `${where} is missing (${inside.join(', and ')} in ${projectDir}). ${fix}`,
    {
      path: text,
      ...place,
      fix,
    },
  );
}

/**
 * Writes a reference anew for the entry document, into which the content of the file is put.
 * @param base the path that relative references of the entry document start from.
 */
export async function relocateReference(
  projectDir: string,
  base: string,
  text: string,
  place: ReferencePlace,
): Promise<string> {
  const found = await findReferenced(projectDir, text, place);
  if (found === null) return text;
  const path = posix.relative(posix.dirname(base), found);
  return path.split('/').map(encodeURIComponent).join('/') + (splitPath(text)?.suffix ?? '');
}

/** Null for what is no relative path; browsers read a backslash as a slash and ignore white space around a URL. */
function splitPath(text: string): WrittenPath | null {
  const trimmed = text.trim().replaceAll('\\', '/');
  if (trimmed === '' || /^([a-z][a-z0-9+.-]*:|\/|#|\?)/i.test(trimmed)) return null;
  const path = trimmed.replace(/[?#].*$/s, '');
  return { path: decode(path), suffix: trimmed.slice(path.length) };
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

async function isFile(projectDir: string, path: string): Promise<boolean> {
  const absolute = await resolveInside(projectDir, path).catch(() => null);
  return absolute !== null && (await stat(absolute)).isFile();
}

import { sha256Of } from '../files/index.js';

/** What the page takes a file for; it decides the extension, by which the file server tells the type. */
export type RemoteKind = 'html' | 'css' | 'module' | 'script' | 'font' | 'other';

/** Folder of a plan's `compiled/` that holds what came from elsewhere. */
export const REMOTE_FOLDER = '_remote';

const EXTENSIONS: Readonly<Partial<Record<RemoteKind, readonly string[]>>> = {
  html: ['.html', '.htm'],
  css: ['.css'],
  module: ['.js', '.mjs'],
  script: ['.js', '.mjs', '.cjs'],
};

/** Longest name of a file or folder, in characters; file systems allow 255 bytes. */
const MAX_NAME_LENGTH = 120;

/**
 * Where the content of a URL lies in a plan, relative to `compiled/`. A pure function, so that everybody who meets the
 * URL finds the same file: `https://cdn.example.com/a/b.png?v=2` is `_remote/cdn.example.com/a/b-1f3a….png`.
 */
export function remotePathOf(url: string, kind: RemoteKind): string {
  const { host, pathname, search } = new URL(url);
  const parts = pathname.split('/').filter((part) => part !== '');
  const name = pathname.endsWith('/') || parts.length === 0 ? 'index' : (parts.pop() ?? 'index');
  const written = [host, ...parts, name];
  const safe = written.map(toSafeName);
  const isExact = search === '' && written.every((part, index) => part === safe[index]);
  const file = safe.pop() ?? 'index';
  const dot = file.lastIndexOf('.');
  const stem = dot > 0 ? file.slice(0, dot) : file;
  const own = dot > 0 ? file.slice(dot) : '';
  const allowed = EXTENSIONS[kind];
  const fits = allowed === undefined || allowed.includes(own.toLowerCase());
  const mark = isExact && fits ? '' : `-${sha256Of(url).slice(0, 10)}`;
  const named = fits ? `${stem}${mark}${own}` : `${file}${mark}${allowed?.[0] ?? ''}`;
  return [REMOTE_FOLDER, ...safe, named].join('/');
}

function toSafeName(part: string): string {
  const safe = part.replace(/[^\w.@+=,~-]/g, '_').slice(0, MAX_NAME_LENGTH);
  return /^\.+$/.test(safe) ? '_' : safe;
}

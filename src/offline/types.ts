import type { RemoteKind } from './remote-path.js';

/** The content behind a URL, as a file of this disk. */
export interface RemoteFile {
  /** Absolute. It stays as it is while the plan is made. */
  readonly absolutePath: string;
  readonly sizeBytes: number;
  /** Where relative references inside start from: the URL after redirects, or the file's own on the CDN. */
  readonly finalUrl: string;
  /** Which of the sources had it. */
  readonly source: 'vendor' | 'package' | 'cache' | 'network';
}

/** Why nobody has the content of a URL. */
export interface Unavailable {
  readonly why: string;
  /** True when trying again may help: no network, a server in trouble. */
  readonly temporary: boolean;
}

/** Finds what is behind URLs, without a browser. */
export interface RemoteSource {
  /** Where npm packages are looked for, first one first. */
  readonly packageFolders: readonly string[];
  find(url: string, kind: RemoteKind): Promise<RemoteFile | Unavailable>;
  /** The URL of a bare module name inside a module of an npm CDN; null when it has none. */
  resolveBare(specifier: string, importerUrl: string): Promise<string | null>;
}

export function isUnavailable(answer: RemoteFile | Unavailable): answer is Unavailable {
  return 'why' in answer;
}

/** Node's `fetch`, or what stands in for it. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** The addresses of a host name, as `dns.lookup` tells them. */
export type LookUp = (host: string) => Promise<readonly string[]>;

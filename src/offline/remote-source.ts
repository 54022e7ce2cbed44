import { rm, writeFile } from 'node:fs/promises';
import { formatFontFace, parseGoogleFontsUrl, readFontsourceFaces } from '../fonts/index.js';
import { packageFolders, parseCdnUrl } from '../packages/index.js';
import { DEFAULT_LIMITS, type FetchLimits, fetchRemote, systemLookUp } from './fetch-remote.js';
import { findInPackages, resolveBareImport } from './package-source.js';
import type { RemoteKind } from './remote-path.js';
import {
  type Fetch,
  isUnavailable,
  type LookUp,
  type RemoteFile,
  type RemoteSource,
  type Unavailable,
} from './types.js';
import { UrlCache, urlCacheDir } from './url-cache.js';
import { findVendored, readVendorLock, type VendorLock } from './vendor-lock.js';

export interface RemoteSourceOptions {
  /** Absolute: where the vendor lock and `node_modules` are looked for. */
  readonly projectDir: string;
  readonly cacheDir: string;
  /** False: nothing is fetched; what is vendored, installed or cached is found. Default true. */
  readonly network?: boolean | undefined;
  /** Whether a vendored file that was changed is refused, or replaced by what the other sources have. Default: refused. */
  readonly whenVendoredChanged?: 'refuse' | 'ignore' | undefined;
  /** Replaces Node's `fetch`. */
  readonly fetch?: Fetch | undefined;
  /** Replaces the system's resolver. */
  readonly lookUp?: LookUp | undefined;
  readonly limits?: Partial<FetchLimits> | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Told before a download begins. */
  readonly onFetch?: ((url: string) => void) | undefined;
}

/**
 * The sources of a plan, in this order: what was vendored into the project, packages that are installed (npm CDNs,
 * Google Fonts), what was downloaded before, the network. A machine without a network and one with it thus take the
 * same files as long as the project brings them.
 */
export async function createRemoteSource(options: RemoteSourceOptions): Promise<RemoteSource> {
  const { projectDir, cacheDir } = options;
  const lock = await readVendorLock(projectDir);
  const folders = packageFolders(projectDir, cacheDir);
  const cache = new UrlCache(urlCacheDir(cacheDir));
  const network = options.network === false ? null : new Network(cache, options);
  const answers = new Map<string, Promise<RemoteFile | Unavailable>>();

  const find = async (url: string, kind: RemoteKind): Promise<RemoteFile | Unavailable> => {
    const vendored = await findVendored(projectDir, lock, url, options.whenVendoredChanged);
    if (vendored !== null) return { ...vendored, source: 'vendor' };
    const packaged =
      (await findInPackages(folders, url, kind)) ?? (await findGoogleFonts(folders, url, cache));
    if (packaged !== null && !isUnavailable(packaged)) return packaged;
    // A server that the caller named is asked each time: what it serves is being worked on.
    const isLive = network !== null && options.limits?.allowedOrigins?.includes(new URL(url).origin) === true;
    const cached = isLive ? null : await cache.find(url);
    if (cached !== null) return { ...cached, source: 'cache' };
    const fetched = await network?.fetch(url);
    if (fetched !== undefined && !isUnavailable(fetched)) return fetched;
    const reasons = [packaged?.why, fetched?.why ?? 'nothing is fetched here'].filter(
      (why) => why !== undefined,
    );
    return { why: reasons.join('; '), temporary: fetched?.temporary ?? false };
  };

  return {
    packageFolders: folders,
    find(url, kind) {
      const address = withoutFragment(url);
      const key = `${kind}:${address}`;
      const answer = answers.get(key) ?? find(address, kind);
      answers.set(key, answer);
      return answer;
    },
    async resolveBare(specifier, importerUrl) {
      const url = await resolveBareImport(folders, specifier, importerUrl);
      return url === null ? null : (findLockedModule(lock, url) ?? url);
    },
  };
}

/** The vendored URL of a module whose version is known only where its importer is installed. */
function findLockedModule(lock: VendorLock | null, url: string): string | null {
  if (lock === null || Object.hasOwn(lock.files, url)) return null;
  const wanted = parseCdnUrl(url);
  const fits = (other: string) => {
    const request = parseCdnUrl(other);
    const isSame = request?.name === wanted?.name && request?.path === wanted?.path;
    return isSame && request?.form === wanted?.form;
  };
  return Object.keys(lock.files).find(fits) ?? null;
}

/** The network, asked once per URL; after it has shown to be absent, not any more. */
class Network {
  #absent: Unavailable | null = null;

  constructor(
    private readonly cache: UrlCache,
    private readonly options: RemoteSourceOptions,
  ) {}

  async fetch(url: string): Promise<RemoteFile | Unavailable> {
    if (this.#absent !== null) return this.#absent;
    const { fetch = globalThis.fetch, lookUp = systemLookUp, limits, signal, onFetch } = this.options;
    const temporaryPath = await this.cache.temporaryPath();
    onFetch?.(url);
    try {
      const allLimits = { ...DEFAULT_LIMITS, ...limits };
      const answer = await fetchRemote(url, temporaryPath, allLimits, { fetch, lookUp, signal });
      if ('why' in answer) {
        if (answer.noNetwork) this.#absent = answer;
        return answer;
      }
      const kept = await this.cache.keep(url, answer.finalUrl, temporaryPath);
      return { ...kept, source: 'network' };
    } finally {
      await rm(temporaryPath, { force: true });
    }
  }
}

/** A Google Fonts style sheet made of installed packages; null for another URL. */
async function findGoogleFonts(
  folders: readonly string[],
  url: string,
  cache: UrlCache,
): Promise<RemoteFile | Unavailable | null> {
  const families = parseGoogleFontsUrl(url);
  if (families === null || families.length === 0) return null;
  const rules: string[] = [];
  const absent: string[] = [];
  for (const { family, faces } of families) {
    const found = await readFontsourceFaces(folders, family, faces);
    if (found === null) absent.push(family);
    else rules.push(...found.map(formatFontFace));
  }
  if (absent.length > 0) {
    const names = absent.map((family) => `@fontsource/${family.toLowerCase().replaceAll(' ', '-')}`);
    return {
      why: `${names.join(' and ')} ${names.length === 1 ? 'is' : 'are'} not installed`,
      temporary: false,
    };
  }
  const temporaryPath = await cache.temporaryPath();
  await writeFile(temporaryPath, `${rules.join('\n')}\n`);
  // Kept under an address of its own: the network's answer for the same URL is another.
  const kept = await cache.keep(`fontsource:${url}`, url, temporaryPath);
  return { ...kept, source: 'package' };
}

function withoutFragment(url: string): string {
  const at = url.indexOf('#');
  return at < 0 ? url : url.slice(0, at);
}

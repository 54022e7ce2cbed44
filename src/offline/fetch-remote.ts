import { lookup } from 'node:dns/promises';
import { createWriteStream } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isLoopbackName, isPrivateAddress } from './private-address.js';
import type { Fetch, LookUp, Unavailable } from './types.js';

/** What a download may cost, and where it may go. */
export interface FetchLimits {
  /** Per file. */
  readonly maxBytes: number;
  /** From the first connection to the last byte. */
  readonly timeoutMs: number;
  /** Until a server begins to answer. */
  readonly answerTimeoutMs: number;
  /** Origins on this machine or in a private network that were named by the caller: `http://127.0.0.1:5173`. */
  readonly allowedOrigins: readonly string[];
}

export const DEFAULT_LIMITS: FetchLimits = {
  maxBytes: 256 * 1024 ** 2,
  timeoutMs: 120_000,
  answerTimeoutMs: 15_000,
  allowedOrigins: [],
};

/** More redirects than any CDN makes (npm ranges take two). */
const MAX_REDIRECTS = 8;

/** Google Fonts sends woff2 with unicode-range only to browsers that it knows. */
const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36';

/** Codes of a machine without a network, rather than of one name that does not exist. */
const NO_NETWORK = new Set(['EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH', 'ENETDOWN', 'ENONET']);

export interface Download {
  readonly finalUrl: string;
  readonly sizeBytes: number;
}

export interface DownloadFailure extends Unavailable {
  /** True when no other URL needs to be tried either. */
  readonly noNetwork: boolean;
}

/**
 * Downloads a URL into a file. Every hop is checked before a connection is made: https or http, and no address of this
 * machine or of a private network unless its origin was named.
 */
export async function fetchRemote(
  url: string,
  targetPath: string,
  limits: FetchLimits,
  { fetch, lookUp, signal }: { fetch: Fetch; lookUp: LookUp; signal?: AbortSignal | undefined },
): Promise<Download | DownloadFailure> {
  const timeout = AbortSignal.timeout(limits.timeoutMs);
  const stop = signal === undefined ? timeout : AbortSignal.any([timeout, signal]);
  try {
    let address = url;
    for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
      const refusal = await judgeAddress(address, limits, lookUp);
      if (refusal !== null) {
        const from = hop === 0 ? '' : `it redirects to ${address}: `;
        return failure(`${from}${refusal}`, false);
      }
      const response = await withAnswerTimeout(fetch, address, stop, limits.answerTimeoutMs);
      const next = response.headers.get('location');
      if (response.status >= 300 && response.status < 400 && next !== null) {
        await response.body?.cancel();
        address = new URL(next, address).href;
        continue;
      }
      if (!response.ok || response.body === null) {
        await response.body?.cancel();
        const temporary = response.status >= 500 || response.status === 429 || response.status === 408;
        return failure(`the server answered ${response.status}`, temporary);
      }
      const sizeBytes = await store(response, targetPath, limits.maxBytes, stop);
      return { finalUrl: address, sizeBytes };
    }
    return failure(`it redirects more than ${MAX_REDIRECTS} times`, false);
  } catch (error) {
    signal?.throwIfAborted();
    return describeFailure(error);
  }
}

/** Downloads one page, by the limits of everything else. */
export function fetchPage(
  url: string,
  targetPath: string,
  {
    fetch = globalThis.fetch,
    lookUp = systemLookUp,
    signal,
    allowedOrigins,
  }: {
    readonly fetch?: Fetch | undefined;
    readonly lookUp?: LookUp | undefined;
    readonly signal?: AbortSignal | undefined;
    readonly allowedOrigins: readonly string[];
  },
): Promise<Download | DownloadFailure> {
  return fetchRemote(url, targetPath, { ...DEFAULT_LIMITS, allowedOrigins }, { fetch, lookUp, signal });
}

/** The addresses of a host, by the system's resolver. */
export const systemLookUp: LookUp = async (host) =>
  (await lookup(host, { all: true })).map(({ address }) => address);

async function judgeAddress(url: string, limits: FetchLimits, lookUp: LookUp): Promise<string | null> {
  if (!URL.canParse(url)) return 'it is not a URL';
  const { protocol, hostname, origin } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:')
    return `${protocol} cannot be fetched, only https: and http:`;
  if (limits.allowedOrigins.includes(origin)) return null;
  const host = hostname.replace(/^\[|\]$/g, '');
  const refused = `${hostname} lies on this machine or in a private network`;
  if (isLoopbackName(host) || isPrivateAddress(host)) return refused;
  const addresses = await lookUp(host);
  return addresses.some(isPrivateAddress) ? refused : null;
}

async function withAnswerTimeout(
  fetch: Fetch,
  url: string,
  stop: AbortSignal,
  timeoutMs: number,
): Promise<Response> {
  const slow = new AbortController();
  const timer = setTimeout(() => slow.abort(new DOMException('no answer', 'TimeoutError')), timeoutMs);
  try {
    return await fetch(url, {
      redirect: 'manual',
      signal: AbortSignal.any([stop, slow.signal]),
      headers: { 'user-agent': USER_AGENT, accept: '*/*' },
    });
  } finally {
    clearTimeout(timer);
  }
}

class TooLarge extends Error {}

async function store(
  response: Response,
  path: string,
  maxBytes: number,
  signal: AbortSignal,
): Promise<number> {
  let sizeBytes = 0;
  const limit = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sizeBytes += chunk.length;
      if (sizeBytes > maxBytes) done(new TooLarge());
      else done(null, chunk);
    },
  });
  const body = Readable.fromWeb(response.body as never);
  try {
    await pipeline(body, limit, createWriteStream(path), { signal });
  } catch (error) {
    if (error instanceof TooLarge)
      throw new Error(`it is larger than ${Math.floor(maxBytes / 1024 ** 2)} MiB`);
    throw error;
  }
  return sizeBytes;
}

function describeFailure(error: unknown): DownloadFailure {
  const code = codeOf(error);
  const timedOut = error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError');
  const why =
    code === 'ENOTFOUND' || NO_NETWORK.has(code)
      ? `the network was not reached (${code})`
      : timedOut
        ? 'the server did not answer in time'
        : code !== ''
          ? `the connection failed (${code})`
          : error instanceof Error
            ? error.message
            : String(error);
  return { why, temporary: code !== '' || timedOut, noNetwork: NO_NETWORK.has(code) };
}

function codeOf(error: unknown): string {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string') return at.code;
  }
  return '';
}

function failure(why: string, temporary: boolean): DownloadFailure {
  return { why, temporary, noNetwork: false };
}

import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Most windows that are remembered; the one that was let in first is forgotten first. */
const MAX_KEYS = 64;

/** Why a request is refused, or null when it may pass. `Host` defeats DNS rebinding, `Origin` other pages. */
export function refuseForeign(request: IncomingMessage, port: number): string | null {
  const own = new Set([`127.0.0.1:${port}`, `localhost:${port}`]);
  if (!own.has(request.headers.host ?? '')) return 'foreign host';
  const { origin } = request.headers;
  if (origin !== undefined && ![...own].some((host) => origin === `http://${host}`)) return 'foreign origin';
  return null;
}

/**
 * Lets windows in. The token of the printed address works once: whoever sees the address later, in a list of processes or
 * a shell's history, finds it used. A window that was let in keeps a key of its own.
 */
export class Doorkeeper {
  #token = random();
  readonly #keys = new Set<string>();

  /** The token that works now. */
  get token(): string {
    return this.#token;
  }

  /** Takes the token for a window's key; null for a wrong or used one. The next window needs the next token. */
  redeem(given: string): string | null {
    if (!isSame(given, this.#token)) return null;
    this.#token = random();
    const key = random();
    this.#keys.add(key);
    const [oldest] = this.#keys;
    if (this.#keys.size > MAX_KEYS && oldest !== undefined) this.#keys.delete(oldest);
    return key;
  }

  /** Whether a key was given out. */
  knows(key: string | null): boolean {
    return key !== null && [...this.#keys].some((known) => isSame(key, known));
  }
}

/** 32 characters of 192 random bits. */
function random(): string {
  return randomBytes(24).toString('base64url');
}

/** Compares in constant time. */
function isSame(given: string, wanted: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(wanted)];
  return left.length === right.length && timingSafeEqual(left, right);
}

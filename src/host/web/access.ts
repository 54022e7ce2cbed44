import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** A token that cannot be guessed, for a URL: 32 characters of 192 random bits. */
export function createToken(): string {
  return randomBytes(24).toString('base64url');
}

/** Why a request is refused, or null when it may pass. `Host` defeats DNS rebinding, `Origin` other pages. */
export function refuseForeign(request: IncomingMessage, port: number): string | null {
  const own = new Set([`127.0.0.1:${port}`, `localhost:${port}`]);
  if (!own.has(request.headers.host ?? '')) return 'foreign host';
  const { origin } = request.headers;
  if (origin !== undefined && ![...own].some((host) => origin === `http://${host}`)) return 'foreign origin';
  return null;
}

/** Whether a token is the right one, in constant time. */
export function isToken(given: string | null | undefined, token: string): boolean {
  const [left, right] = [Buffer.from(given ?? ''), Buffer.from(token)];
  return left.length === right.length && timingSafeEqual(left, right);
}

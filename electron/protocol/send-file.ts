import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { lookup } from 'mrmime';
import { SECURITY_HEADERS } from '../security/content-policy.js';

/** An answer with nothing but its status. */
export function refuse(status: number, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(null, { status, headers: { ...SECURITY_HEADERS, ...headers } });
}

/** A file as an answer, or the part of it that `Range` asks for: a player seeks with it. @param sizeBytes of the file. */
export function sendFile(request: Request, path: string, sizeBytes: number): Response {
  const asked = request.headers.get('range');
  const range = asked === null ? null : readRange(asked, sizeBytes);
  if (range === 'unsatisfiable') return refuse(416, { 'content-range': `bytes */${sizeBytes}` });
  const { start, end } = range ?? { start: 0, end: sizeBytes - 1 };
  const headers = {
    ...SECURITY_HEADERS,
    'content-type': lookup(path) ?? 'application/octet-stream',
    'content-length': String(end - start + 1),
    'accept-ranges': 'bytes',
    'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(basename(path))}`,
    ...(range === null ? {} : { 'content-range': `bytes ${start}-${end}/${sizeBytes}` }),
  };
  const body =
    request.method === 'HEAD' || sizeBytes === 0
      ? null
      : (Readable.toWeb(createReadStream(path, { start, end })) as ReadableStream);
  return new Response(body, { status: range === null ? 200 : 206, headers });
}

/** First and last byte; null for a header of another form, which is then ignored as RFC 9110 allows. */
function readRange(
  header: string,
  sizeBytes: number,
): { readonly start: number; readonly end: number } | 'unsatisfiable' | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header);
  if (match === null || (match[1] === '' && match[2] === '')) return null;
  const [, first = '', last = ''] = match;
  const start = first === '' ? Math.max(0, sizeBytes - Number(last)) : Number(first);
  const end = first === '' || last === '' ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1);
  return start > end ? 'unsatisfiable' : { start, end };
}

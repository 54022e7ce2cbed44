import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { lookup } from 'mrmime';

/** Sends a finished file, or the part of it that a player asks for. @returns false when there is no such file. */
export async function sendOutput(
  path: string | null,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const found = path === null ? null : await stat(path).catch(() => null);
  if (path === null || found === null || !found.isFile()) return false;
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  const start = Number(range?.[1] ?? 0);
  const end = Math.min(range?.[2] ? Number(range[2]) : found.size - 1, found.size - 1);
  if (start > end) {
    response.writeHead(416, { 'content-range': `bytes */${found.size}` }).end();
    return true;
  }
  response.writeHead(range === null ? 200 : 206, {
    'content-type': lookup(path) ?? 'application/octet-stream',
    'content-length': end - start + 1,
    'accept-ranges': 'bytes',
    'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(basename(path))}`,
    ...(range === null ? {} : { 'content-range': `bytes ${start}-${end}/${found.size}` }),
  });
  await pipeline(createReadStream(path, { start, end }), response);
  return true;
}

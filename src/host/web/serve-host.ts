import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { lookup } from 'mrmime';
import sirv from 'sirv';
import { WebSocketServer } from 'ws';
import { RenderError } from '../../errors/index.js';
import type { EngineHost } from '../engine-host.js';
import { createToken, isToken, refuseForeign } from './access.js';
import { securityHeaders } from './security-headers.js';
import { webSocketTransport } from './web-socket-transport.js';

/** Largest message that a window may send, in bytes: a configuration with generous variables. */
const MAX_MESSAGE_BYTES = 4 * 1024 * 1024;

export interface ServeOptions {
  /** 0 takes a free one. */
  readonly port: number;
  /** The folder of the built interface. */
  readonly uiDir: string;
}

/** The browser shell: the interface and its engine on loopback. */
export interface HostServer {
  readonly port: number;
  /** Opens the interface; holds the token that lets a window in. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves the interface on 127.0.0.1 only. Files of the interface are public to this computer; the engine's socket and the
 * finished files need the token, and every request the right `Host` and `Origin` (403 otherwise).
 * @throws CONFIG_INVALID when the port is taken.
 */
export async function serveHost(host: EngineHost, options: ServeOptions): Promise<HostServer> {
  const token = createToken();
  const files = sirv(options.uiDir, { etag: true, dotfiles: false });
  let port = options.port;

  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(securityHeaders(port))) response.setHeader(name, value);
    if (refuseForeign(request, port) !== null) return deny(response);
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (!url.pathname.startsWith('/output/')) return files(request, response, () => notFound(response));
    if (!isToken(url.searchParams.get('token'), token)) return deny(response);
    sendOutput(host, url.pathname.slice('/output/'.length), request, response).catch(() =>
      response.destroy(),
    );
  });
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES });
  server.on('upgrade', (request, socket, head) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const allowed =
      url.pathname === '/host' &&
      refuseForeign(request, port) === null &&
      isToken(url.searchParams.get('token'), token);
    if (!allowed) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      host.connect(webSocketTransport(webSocket), {
        outputUrl: (runId) => `/output/${runId}?token=${token}`,
      });
    });
  });
  port = await listen(server, options.port);
  return {
    port,
    url: `http://127.0.0.1:${port}/?token=${token}`,
    async close() {
      for (const client of sockets.clients) client.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function sendOutput(
  host: EngineHost,
  runId: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = await host.outputPath(runId);
  const found = path === null ? null : await stat(path).catch(() => null);
  if (path === null || found === null || !found.isFile()) return notFound(response);
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  const start = Number(range?.[1] ?? 0);
  const end = Math.min(range?.[2] ? Number(range[2]) : found.size - 1, found.size - 1);
  if (start > end) {
    response.writeHead(416, { 'content-range': `bytes */${found.size}` }).end();
    return;
  }
  response.writeHead(range === null ? 200 : 206, {
    'content-type': lookup(path) ?? 'application/octet-stream',
    'content-length': end - start + 1,
    'accept-ranges': 'bytes',
    'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(basename(path))}`,
    ...(range === null ? {} : { 'content-range': `bytes ${start}-${end}/${found.size}` }),
  });
  await pipeline(createReadStream(path, { start, end }), response);
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => {
      const message = `Cannot listen on port ${port}: ${cause.message}. Choose another with --port, or 0 for a free one.`;
      reject(new RenderError('CONFIG_INVALID', message, { field: 'port', port }, { cause }));
    });
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

function deny(response: ServerResponse): void {
  response
    .writeHead(403, { 'content-type': 'text/plain' })
    .end('This address belongs to the Framelane window that was opened with its token.\n');
}

function notFound(response: ServerResponse): void {
  response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found.\n');
}

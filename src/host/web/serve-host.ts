import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import sirv from 'sirv';
import { WebSocketServer } from 'ws';
import { RenderError } from '../../errors/index.js';
import { Doorkeeper, refuseForeign } from './access.js';
import type { EngineSupervisor } from './engine-supervisor.js';
import { securityHeaders } from './security-headers.js';
import { sendOutput } from './send-output.js';
import { webSocketText } from './web-socket-text.js';

/** Largest message that a window may send, in bytes: a configuration with generous variables. */
const MAX_MESSAGE_BYTES = 4 * 1024 * 1024;

/** What the server needs of the engine behind it. */
export type ServedEngine = Pick<EngineSupervisor, 'start' | 'connect' | 'outputPath'>;

export interface ServeOptions {
  /** 0 takes a free one. */
  readonly port: number;
  /** The folder of the built interface. */
  readonly uiDir: string;
  /** A window used the address; this one opens the next. */
  readonly onUsed?: (nextUrl: string) => void;
}

/** The browser shell: the interface and its engine on loopback. */
export interface HostServer {
  readonly port: number;
  /** Opens one window; its token works once. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves the interface on 127.0.0.1 only. Files of the interface are public to this computer; the engine's socket and the
 * finished files need the key of a window that was let in, and every request the right `Host` and `Origin` (403 otherwise).
 * @throws CONFIG_INVALID when the port is taken.
 */
export async function serveHost(engine: ServedEngine, options: ServeOptions): Promise<HostServer> {
  const door = new Doorkeeper();
  const files = sirv(options.uiDir, { etag: true, dotfiles: false });
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES });
  let port = options.port;
  const urlNow = () => `http://127.0.0.1:${port}/?token=${door.token}`;

  const letIn = (url: URL, response: ServerResponse) => {
    const key = door.redeem(url.searchParams.get('token') ?? '');
    if (key === null) return deny(response);
    response
      .writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
      .end(JSON.stringify({ key }));
    options.onUsed?.(urlNow());
  };
  const output = async (url: URL, request: IncomingMessage, response: ServerResponse) => {
    if (!door.knows(url.searchParams.get('key'))) return deny(response);
    const path = await engine.outputPath(decodeURIComponent(url.pathname.slice('/output/'.length)));
    if (!(await sendOutput(path, request, response))) notFound(response);
  };
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(securityHeaders(port))) response.setHeader(name, value);
    if (refuseForeign(request, port) !== null) return deny(response);
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (url.pathname === '/session') {
      if (request.method === 'POST') return letIn(url, response);
      // A socket does not tell a window why it was refused.
      if (!door.knows(url.searchParams.get('key'))) return deny(response);
      response.writeHead(204).end();
      return;
    }
    if (url.pathname.startsWith('/output/')) {
      output(url, request, response).catch(() => response.destroy());
      return;
    }
    files(request, response, () => notFound(response));
  });
  const upgrade = async (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const key = url.searchParams.get('key');
    if (url.pathname !== '/host' || refuseForeign(request, port) !== null || !door.knows(key)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    // Only then is the window connected: until the engine is there, it says that it is not.
    await engine.start();
    sockets.handleUpgrade(request, socket, head, (webSocket) =>
      engine.connect(webSocketText(webSocket), `?key=${key}`),
    );
  };
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => {});
    upgrade(request, socket, head).catch(() =>
      socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n'),
    );
  });
  port = await listen(server, options.port);
  return {
    port,
    get url() {
      return urlNow();
    },
    async close() {
      for (const client of sockets.clients) client.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
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

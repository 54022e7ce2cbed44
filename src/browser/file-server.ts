import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import sirv from 'sirv';
import { isRenderError } from '../errors/index.js';
import { resolveInside } from '../files/index.js';
import type { FileServer } from './types.js';

/** Browsers ask for it by themselves; its absence means nothing. */
const UNASKED = 'favicon.ico';

/**
 * Serves one folder on 127.0.0.1 under a token that cannot be guessed, so that neither another program nor a web page
 * can read it. Files are read fresh each time; links that lead out of the folder are not followed.
 */
export async function startFileServer(rootDir: string): Promise<FileServer> {
  const token = randomBytes(16).toString('hex');
  const missing = new Set<string>();
  // `dev` looks at the disk for each request instead of listing the folder at the start.
  const serve = sirv(rootDir, { dev: true, dotfiles: true, etag: false });

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = pathUnderToken(request.url ?? '', token);
    if (path === null || (request.method !== 'GET' && request.method !== 'HEAD')) {
      response.writeHead(403).end();
      return;
    }
    const notFound = () => {
      if (path !== UNASKED) missing.add(path);
      response.writeHead(404, { 'content-type': 'text/plain' }).end(`Not in the composition: ${path}\n`);
    };
    const found = await resolveInside(rootDir, path).catch((error: unknown) => {
      if (isRenderError(error)) return null;
      throw error;
    });
    if (found === null) return notFound();
    response.setHeader('cache-control', 'no-store');
    response.setHeader('access-control-allow-origin', '*');
    request.url = `/${path.split('/').map(encodeURIComponent).join('/')}`;
    serve(request, response, notFound);
  };

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/${token}/`,
    get missing() {
      return [...missing];
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The decoded path below the token, or null for a wrong token or a path that does not decode. */
function pathUnderToken(url: string, token: string): string | null {
  const [path = ''] = url.split(/[?#]/, 1);
  const prefix = `/${token}/`;
  if (!path.startsWith(prefix)) return null;
  try {
    return decodeURIComponent(path.slice(prefix.length)) || 'index.html';
  } catch {
    return null;
  }
}

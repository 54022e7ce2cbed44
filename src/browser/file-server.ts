import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import sirv from 'sirv';
import { isRenderError } from '../errors/index.js';
import { resolveInside } from '../files/index.js';
import { answerPack } from './file-packs.js';
import type { FileServer } from './types.js';

/**
 * Closes the ways out that the guard on a page's requests does not see, or not always: sockets, peer connections, what a
 * worker fetches and imports. Images, styles, fonts and frames are left to the guard.
 */
const CONTENT_SECURITY_POLICY =
  "connect-src 'self' data: blob:; script-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; webrtc 'block'";

/** Names below it mean this machine (RFC 6761); the browser is told so as well. */
export const SITE_DOMAIN = 'localhost';

/** Browsers ask for it by themselves; its absence means nothing. */
const UNASKED = 'favicon.ico';

/** A folder that is served beside the main one, under a path of its own; several of its files may be asked for at once. */
export interface MountedFolder {
  /** With the final slash, for example `.framelane/video-frames/`. */
  readonly prefix: string;
  readonly rootDir: string;
}

/**
 * Serves one folder on 127.0.0.1 under a token that cannot be guessed, so that neither another program nor a web page
 * can read it. Files are read fresh each time; links that lead out of the folder are not followed.
 */
export async function startFileServer(
  rootDir: string,
  mounted: readonly MountedFolder[] = [],
): Promise<FileServer> {
  const token = randomBytes(16).toString('hex');
  const missing = new Set<string>();
  // `dev` looks at the disk for each request instead of listing the folder at the start.
  const folders = [...mounted, { prefix: '', rootDir }].map((folder) => ({
    ...folder,
    serve: sirv(folder.rootDir, { dev: true, dotfiles: true, etag: false }),
  }));

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = requestedPath(request, token);
    const isServiceWorker = request.headers['service-worker'] !== undefined;
    if (path === null || isServiceWorker || (request.method !== 'GET' && request.method !== 'HEAD')) {
      response.writeHead(403).end();
      return;
    }
    const notFound = () => {
      if (path !== UNASKED) missing.add(path);
      response.writeHead(404, { 'content-type': 'text/plain' }).end(`Not in the composition: ${path}\n`);
    };
    const folder = folders.find(({ prefix }) => path.startsWith(prefix));
    if (folder === undefined) return notFound();
    const within = path.slice(folder.prefix.length);
    response.setHeader('cache-control', 'no-store');
    response.setHeader('access-control-allow-origin', '*');
    if (folder.prefix !== '' && (await answerPack(folder.rootDir, within, response))) return;
    const found = await resolveInside(folder.rootDir, within).catch((error: unknown) => {
      if (isRenderError(error)) return null;
      throw error;
    });
    if (found === null) return notFound();
    response.setHeader('content-security-policy', CONTENT_SECURITY_POLICY);
    // The opposite of the decodeURI that sirv does: `@` and `+` stay, what would end the path does not.
    request.url = `/${encodeURI(within).replace(/[?#]/g, encodeURIComponent)}`;
    folder.serve(request, response, notFound);
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
    siteUrl: `http://${token}.${SITE_DOMAIN}:${port}/`,
    get missing() {
      return [...missing];
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The decoded path below the token, which stands in front of it or in the host's name; null for a wrong token. */
function requestedPath({ url = '', headers }: IncomingMessage, token: string): string | null {
  const [address = ''] = url.split(/[?#]/, 1);
  const isSite = headers.host?.startsWith(`${token}.${SITE_DOMAIN}:`) === true;
  const prefix = isSite ? '/' : `/${token}/`;
  if (!address.startsWith(prefix)) return null;
  const path = address.slice(prefix.length) || 'index.html';
  try {
    return decodeURIComponent(path);
  } catch {
    // A lone "%", as in "100%.png": meant as it stands.
    return path;
  }
}

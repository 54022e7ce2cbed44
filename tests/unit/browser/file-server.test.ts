import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startFileServer } from '#src/browser/file-server.js';
import type { FileServer } from '#src/browser/types.js';

let root: string;
let server: FileServer;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'framelane-serve-'));
  await mkdir(join(root, 'project/folder'), { recursive: true });
  await writeFile(join(root, 'secret.txt'), 'secret');
  await writeFile(join(root, 'project/index.html'), '<p>hello');
  await writeFile(join(root, 'project/100%.txt'), 'percent');
  await writeFile(join(root, 'project/clip.mp4'), '0123456789');
  server = await startFileServer(join(root, 'project'));
});
afterEach(async () => {
  await server.close();
  await rm(root, { recursive: true, force: true });
});

const get = (path: string, init?: RequestInit) => fetch(server.baseUrl + path, init);

/** Sends a path as it stands: `fetch` would resolve its dots. */
function getRaw(path: string): Promise<number> {
  const { port, pathname } = new URL(server.baseUrl);
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path: pathname + path }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    })
      .on('error', reject)
      .end();
  });
}

describe('startFileServer', () => {
  it('serves a file with its type, uncached', async () => {
    const response = await get('index.html');
    expect(await response.text()).toBe('<p>hello');
    expect(response.headers.get('content-type')).toMatch(/^text\/html/);
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it('serves ranges, as media elements ask for them', async () => {
    const response = await get('clip.mp4', { headers: { range: 'bytes=2-4' } });
    expect(response.status).toBe(206);
    expect(await response.text()).toBe('234');
  });

  it('serves a file that appeared after the start', async () => {
    await writeFile(join(root, 'project/later.txt'), 'later');
    expect(await (await get('later.txt')).text()).toBe('later');
  });

  it('takes a lone percent sign as it stands', async () => {
    expect(await (await get('100%.txt')).text()).toBe('percent');
  });

  it.each(['logo@2x.png', 'a+b, c=d & e.txt', 'ü.txt'])('serves %s', async (name) => {
    await writeFile(join(root, 'project', name), name);
    expect(await (await get(encodeURIComponent(name))).text()).toBe(name);
  });

  it('serves the folder as the root of a site to who knows its host name', async () => {
    const { port, host } = new URL(server.siteUrl);
    const ask = (hostHeader: string, path: string) =>
      new Promise<number>((resolve, reject) => {
        request({ host: '127.0.0.1', port, path, headers: { host: hostHeader } }, (response) => {
          response.resume().on('end', () => resolve(response.statusCode ?? 0));
        })
          .on('error', reject)
          .end();
      });
    expect(await ask(host, '/index.html')).toBe(200);
    expect(await ask(host, '/')).toBe(200);
    expect(await ask(host, '/../secret.txt')).toBe(404);
    expect(await ask(`${'0'.repeat(32)}.localhost:${port}`, '/index.html')).toBe(403);
    expect(await ask(`localhost:${port}`, '/index.html')).toBe(403);
  });

  it('records what is missing, once each, and not the icon that nobody asked for', async () => {
    for (const path of ['no/such.png?v=1', 'no/such.png', 'a%20b.css', 'favicon.ico']) {
      expect((await get(path)).status).toBe(404);
    }
    expect(server.missing).toEqual(['no/such.png', 'a b.css']);
  });

  it('refuses a request without the token', async () => {
    const { origin } = new URL(server.baseUrl);
    expect((await fetch(`${origin}/index.html`)).status).toBe(403);
    expect((await fetch(`${origin}/${'0'.repeat(32)}/index.html`)).status).toBe(403);
  });

  it.each(['../secret.txt', '%2e%2e/secret.txt', 'folder/..%2f..%2fsecret.txt', '/etc/passwd', 'a%00b'])(
    'does not leave the folder for %s',
    async (path) => {
      expect(await getRaw(path)).toBe(404);
    },
  );

  it('does not follow a link that leaves the folder', async () => {
    await symlink(join(root, 'secret.txt'), join(root, 'project/link.txt'));
    expect((await get('link.txt')).status).toBe(404);
  });

  it('gives several files of a mounted folder in one answer, and nothing for those that are not there', async () => {
    await mkdir(join(root, 'frames/clip'), { recursive: true });
    await writeFile(join(root, 'frames/clip/1.jpg'), 'one');
    await writeFile(join(root, 'frames/clip/2.jpg'), 'second');
    await symlink(join(root, 'secret.txt'), join(root, 'frames/clip/3.jpg'));
    const mounted = await startFileServer(join(root, 'project'), [
      { prefix: '.frames/', rootDir: join(root, 'frames') },
    ]);
    try {
      const ask = async (names: string) => {
        const response = await fetch(`${mounted.baseUrl}.frames/clip/.pack/${names}`);
        return {
          status: response.status,
          text: Buffer.from(await response.arrayBuffer()).toString('latin1'),
        };
      };
      const answer = '\x06\0\0\0second\0\0\0\0\x03\0\0\0one\0\0\0\0';
      expect(await ask('2.jpg,4.jpg,1.jpg,3.jpg')).toEqual({ status: 200, text: answer });
      expect(await ask('..%2f..%2fsecret.txt')).toMatchObject({ status: 404 });
      expect(mounted.missing).toEqual(['.frames/clip/.pack/../../secret.txt']);
      expect((await get('.pack/index.html')).status).toBe(404);
    } finally {
      await mounted.close();
    }
  });

  it('lists no folder', async () => {
    expect((await get('folder/')).status).toBe(404);
    expect((await get('folder')).status).toBe(404);
  });

  it('gives a service worker nothing, and lets no page open a socket', async () => {
    expect((await get('index.html', { headers: { 'service-worker': 'script' } })).status).toBe(403);
    expect((await get('index.html')).headers.get('content-security-policy')).toContain("connect-src 'self'");
  });
});

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import type { HostMessage } from '#src/contract/index.js';
import { EngineSupervisor, type HostServer, serveHost } from '#src/host/index.js';

const checkout = fileURLToPath(new URL('../../../', import.meta.url));
const nextUrls: string[] = [];
let root: string;
let engine: EngineSupervisor;
let server: HostServer;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'framelane-host-'));
  const folders = {
    dataDir: join(root, 'data'),
    cacheDir: join(root, 'cache'),
    runsRoot: join(root, 'runs'),
    examplesDir: join(checkout, 'examples'),
  };
  engine = new EngineSupervisor({ folders, env: { ...process.env, HOME: root } });
  await engine.start();
  server = await serveHost(engine, {
    port: 0,
    uiDir: join(checkout, 'dist/renderer'),
    onUsed: (url) => nextUrls.push(url),
  });
});
afterAll(async () => {
  await server.close();
  await engine.close();
  await rm(root, { recursive: true, force: true });
});

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

/** Asks by hand: `fetch` would not send a foreign `Host`. */
function ask(
  path: string,
  options: { method?: string; headers?: Record<string, string>; host?: string } = {},
) {
  return new Promise<Answer>((resolve, reject) => {
    const { method = 'GET', headers = {}, host = '127.0.0.1' } = options;
    request({ host, port: server.port, path, method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
      );
    })
      .on('error', reject)
      .end();
  });
}

/** Uses the address that is good now. @returns the window's key. */
async function enter(): Promise<string> {
  const { search } = new URL(server.url);
  const { status, text } = await ask(`/session${search}`, { method: 'POST' });
  expect(status).toBe(200);
  return (JSON.parse(text) as { key: string }).key;
}

/** Opens the engine's socket. @returns the status of the refusal when there is one. */
function connect(query: string, headers: Record<string, string> = {}): Promise<WebSocket | number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/host${query}`, { headers });
    socket.on('open', () => resolve(socket));
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.on('error', reject);
  });
}

describe('the browser shell', () => {
  it('is on loopback only', async () => {
    await expect(ask('/', { host: '127.0.0.2' })).rejects.toThrow(/ECONNREFUSED|EADDRNOTAVAIL|ETIMEDOUT/);
    expect((await ask('/')).status).toBe(200);
  });

  it('refuses a foreign host and a foreign origin, for pages, files and the socket', async () => {
    const key = await enter();
    const foreign = [
      { host: 'evil.example' },
      { host: `evil.example:${server.port}` },
      { host: '127.0.0.1:1' },
      { origin: 'http://evil.example' },
      { origin: 'http://127.0.0.1:1' },
      { origin: `https://127.0.0.1:${server.port}` },
      { origin: 'null' },
    ];
    for (const headers of foreign) {
      for (const path of ['/', '/index.html', `/output/x?key=${key}`]) {
        expect(await ask(path, { headers }), `${path} ${JSON.stringify(headers)}`).toMatchObject({
          status: 403,
        });
      }
      expect(await connect(`?key=${key}`, headers), JSON.stringify(headers)).toBe(403);
    }
  });

  it('lets a window in with the token of its address, once', async () => {
    const { search } = new URL(server.url);
    const used = nextUrls.length;
    expect((await ask(`/session${search}`, { method: 'POST' })).status).toBe(200);
    expect((await ask(`/session${search}`, { method: 'POST' })).status).toBe(403);
    expect(nextUrls.slice(used)).toEqual([server.url]);
    expect(server.url).not.toContain(search);
    for (const query of ['', '?token=', '?token=wrong', search])
      expect((await ask(`/session${query}`, { method: 'POST' })).status).toBe(403);
  });

  it('keeps the engine and finished files from whoever was not let in', async () => {
    for (const query of ['', '?key=', '?key=wrong', new URL(server.url).search]) {
      expect(await connect(query)).toBe(403);
      expect((await ask(`/output/some-run${query}`)).status).toBe(403);
      expect((await ask(`/session${query}`)).status).toBe(403);
    }
    const key = await enter();
    expect((await ask(`/output/some-run?key=${key}`)).status).toBe(404);
    expect((await ask(`/output/..%2f..%2fetc%2fpasswd?key=${key}`)).status).toBe(404);
  });

  it('serves its own files only, under a strict policy', async () => {
    const page = await ask('/');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.headers['content-security-policy']).not.toContain('unsafe');
    expect(page.headers['x-content-type-options']).toBe('nosniff');
    for (const path of ['/../package.json', '/%2e%2e/package.json', '/..%2fpackage.json', '/.built'])
      expect((await ask(path)).status, path).toBe(404);
  });
});

describe('a connected window', () => {
  let socket: WebSocket;
  const received: HostMessage[] = [];
  let lastId = 0;
  const say = async (method: string, input: unknown) => {
    const id = ++lastId;
    socket.send(JSON.stringify({ kind: 'request', id, method, input }));
    return expect
      .poll(() => received.find((message) => message.kind === 'answer' && message.id === id), {
        timeout: 20_000,
      })
      .toBeDefined()
      .then(() => received.find((message) => message.kind === 'answer' && message.id === id));
  };

  beforeAll(async () => {
    socket = (await connect(`?key=${await enter()}`)) as WebSocket;
    socket.on('message', (data) => received.push(JSON.parse(String(data)) as HostMessage));
  });
  afterAll(() => socket.close());

  it('is answered by the engine, and told of the machine without asking', async () => {
    expect(await say('app.info', {})).toMatchObject({ ok: true, value: { shell: 'browser' } });
    await expect
      .poll(() => received.some(({ kind }) => kind === 'resources'), { timeout: 20_000 })
      .toBe(true);
  });

  it('gets an error with a code for what is not of the protocol, and the engine lives on', async () => {
    const refused = { ok: false, error: { code: 'CONFIG_INVALID' } };
    expect(await say('no.such', {})).toMatchObject(refused);
    expect(await say('run.start', { projectId: 7 })).toMatchObject(refused);
    expect(await say('settings.set', { workers: 100_000 })).toMatchObject(refused);
    expect(await say('folders.list', { path: '/', more: true })).toMatchObject(refused);
    socket.send('not JSON');
    socket.send('{"kind":"request"}');
    socket.send(Buffer.from([1, 2, 3]));
    expect(await say('settings.get', {})).toMatchObject({ ok: true });
  });

  it('opens a folder restricted: nothing of it can be run before it is trusted', async () => {
    const folder = join(root, 'film');
    await mkdir(folder);
    await writeFile(
      join(folder, 'index.html'),
      '<div data-composition-id="film" data-width="160" data-height="90" data-duration="1" data-fps="10" data-no-timeline>film</div>',
    );
    const opened = await say('project.open-path', { path: folder });
    expect(opened).toMatchObject({ ok: true, value: { trust: 'restricted', markup: { durationSec: 1 } } });
    const { projectId } = (opened as unknown as { value: { projectId: string } }).value;
    const start = { projectId, config: {}, workers: null, outputName: null };
    const refused = { ok: false, error: { code: 'PATH_NOT_ALLOWED' } };
    expect(await say('run.start', start)).toMatchObject(refused);
    expect(await say('plan.sample', { projectId, config: {} })).toMatchObject(refused);
    expect(await say('project.open-handle', { handle: 'made-up' })).toMatchObject(refused);
  });

  it('cannot name a run outside the folder of runs', async () => {
    for (const runId of ['..', '../data', '.', '', 'no-such-run', '/etc']) {
      for (const method of ['run.watch', 'run.discard', 'run.log'])
        expect(
          await say(method, method === 'run.log' ? { runId, chunkIndex: null, afterSeq: -1 } : { runId }),
        ).toMatchObject({ ok: false, error: { code: 'INPUT_NOT_FOUND' } });
    }
  });
});

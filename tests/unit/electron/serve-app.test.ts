import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveApp } from '../../../electron/protocol/serve-app.js';

let folder: string;
let serve: (request: Request) => Promise<Response>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'framelane-app-'));
  const uiDir = join(folder, 'ui');
  await mkdir(join(uiDir, 'assets'), { recursive: true });
  await mkdir(join(uiDir, '.git'));
  await Promise.all([
    writeFile(join(uiDir, 'index.html'), '<!doctype html>'),
    writeFile(join(uiDir, 'assets/app.js'), 'export {}'),
    writeFile(join(uiDir, '.git/config'), 'secret'),
    writeFile(join(folder, 'secret.txt'), 'secret'),
    writeFile(join(folder, 'out.mp4'), '0123456789'),
    writeFile(join(folder, 'empty.mp4'), ''),
    symlink(join(folder, 'secret.txt'), join(uiDir, 'link.txt')),
  ]);
  const outputs: Record<string, string> = {
    'run-1': join(folder, 'out.mp4'),
    'run-empty': join(folder, 'empty.mp4'),
    'run-folder': folder,
    'run-gone': join(folder, 'gone.mp4'),
  };
  serve = serveApp({ uiDir, outputPath: async (runId) => outputs[runId] ?? null });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const get = (path: string, init: RequestInit = {}) => serve(new Request(`framelane://app${path}`, init));

describe('refused', () => {
  it.each([
    ['/..%2fsecret.txt', 403],
    ['/assets/..%2f..%2fsecret.txt', 403],
    ['/%2e%2e%2fsecret.txt', 403],
    ['/..%5csecret.txt', 400],
    ['/%2fetc%2fpasswd', 403],
    ['/C:%2fWindows%2fwin.ini', 403],
    ['/index.html%00.js', 400],
    ['/%E0%A4%A', 400],
    ['/.git/config', 403],
    ['/assets/%2egit', 403],
    ['/link.txt', 403],
    ['/assets', 404],
    ['/missing.js', 404],
    ['/output/', 404],
    ['/output/..%2fsecret.txt', 404],
    ['/output/run-unknown', 404],
    ['/output/run-folder', 404],
    ['/output/run-gone', 404],
  ])('%s is %i', async (path, status) => {
    const response = await get(path);
    expect(response.status).toBe(status);
    expect(await response.text()).toBe('');
  });

  it('other hosts and other methods', async () => {
    expect((await serve(new Request('framelane://other/index.html'))).status).toBe(403);
    expect((await get('/', { method: 'POST', body: 'x' })).status).toBe(405);
  });

  it('parts that the file does not have', async () => {
    for (const range of ['bytes=10-', 'bytes=7-3', 'bytes=-0']) {
      const response = await get('/output/run-1', { headers: { range } });
      expect(response.status, range).toBe(416);
      expect(response.headers.get('content-range')).toBe('bytes */10');
    }
  });
});

describe('served', () => {
  it('the interface, by its folder and by its files', async () => {
    const page = await get('/');
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(await page.text()).toBe('<!doctype html>');
    expect((await get('/assets/app.js')).headers.get('content-type')).toContain('javascript');
  });

  it('everything with the policy, refusals too', async () => {
    for (const path of ['/', '/missing', '/output/run-1', '/.git/config']) {
      const { headers } = await get(path);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('unsafe');
    }
  });

  it('a finished file, whole or in parts', async () => {
    const whole = await get('/output/run-1');
    expect(whole.status).toBe(200);
    expect(whole.headers.get('content-type')).toBe('video/mp4');
    expect(await whole.text()).toBe('0123456789');
    const cases = { 'bytes=2-4': '234', 'bytes=7-': '789', 'bytes=-3': '789', 'bytes=8-99': '89' };
    for (const [range, text] of Object.entries(cases)) {
      const part = await get('/output/run-1', { headers: { range } });
      expect(part.status, range).toBe(206);
      expect(await part.text(), range).toBe(text);
    }
  });

  it('a header without a body, and an empty file', async () => {
    const head = await get('/output/run-1', { method: 'HEAD' });
    expect(head.headers.get('content-length')).toBe('10');
    expect(await head.text()).toBe('');
    const empty = await get('/output/run-empty');
    expect(empty.status).toBe(200);
    expect(await empty.text()).toBe('');
  });
});

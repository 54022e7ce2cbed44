import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { plan } from '#src/plan/index.js';
import { workplace } from './plan-harness.js';

it('plans a page of a development server, with the duration and size that the caller gives', async () => {
  const files: Record<string, string> = {
    '/': `<!doctype html><link rel="stylesheet" href="/assets/a.css"><i></i>
<script type="module" src="/src/main.js?t=1"></script>`,
    '/assets/a.css': 'i { background: url(b.svg); display: block; width: 9px; height: 9px }',
    '/assets/b.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
    '/src/main.js?t=1': 'import "/src/style.css"; import { n } from "./n.js"; document.title = n;',
    '/src/style.css': 'document.body.style.margin = 0',
    '/src/n.js': 'export const n = "x"',
  };
  let answersWith = files;
  const server = createServer(({ url = '' }, response) => {
    const body = answersWith[url];
    const isScript = url.startsWith('/src/');
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.writeHead(body === undefined ? 404 : 200).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const { planDir } = await workplace({});
  const config = { durationSec: 0.2, width: 64, height: 36 };
  const planned = await plan(url, config, planDir);
  expect(planned).toMatchObject({
    frameCount: 6,
    composition: { durationSource: 'setting', widthPx: 64, heightPx: 36 },
  });
  const html = await readFile(join(planDir, 'compiled/index.html'), 'utf8');
  expect(html).not.toContain('http://');
  expect(planned.assetCount).toBe(6);

  answersWith = { ...files, '/src/n.js': 'export const n = "y"' };
  expect((await plan(url, config, `${planDir}-2`)).planHash).not.toBe(planned.planHash);
  answersWith = {};
  await expect(plan(url, config, `${planDir}-3`)).rejects.toMatchObject({
    code: 'INPUT_NOT_FOUND',
    message: expect.stringContaining('404'),
  });
});

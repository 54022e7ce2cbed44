import { readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { plan, type RemoteAccess } from '#src/plan/index.js';
import { page, workplace } from './plan-harness.js';

/** A server that stands in for hosts of the internet, and how often it was asked. */
async function standIn(files: Readonly<Record<string, string>>): Promise<RemoteAccess & { asked(): number }> {
  let asked = 0;
  const server = createServer((request, response) => {
    asked += 1;
    const file = files[request.url ?? ''];
    response.writeHead(file === undefined ? 404 : 200).end(file);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return {
    fetch: (url, init) => fetch(url.replace(/^https:\/\//, `http://127.0.0.1:${port}/`), init),
    lookUp: async () => ['93.184.216.34'],
    asked: () => asked,
  };
}

it('a plan made online is the same one offline, and its page runs', async () => {
  const place = await workplace({
    'index.html': page(`<script src="https://lib.example/lib.js?v=1"></script>
<script type="module">import { x } from 'https://esm.example/m'; document.querySelector('i').id = x + window.lib</script>
<i class="clip" data-start="0" data-duration="0.2">.</i><img src="/root.svg">`),
    'root.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  });
  const cacheDir = join(place.planDir, '../cache');
  const env = { ...process.env, FRAMELANE_CACHE_DIR: cacheDir };
  // The browser was installed into the real cache.
  const { FRAMELANE_CACHE_DIR: _, ...withoutCache } = env;
  const { findBrowser } = await import('#src/browser/index.js');
  const { cacheDirOf } = await import('#src/process/index.js');
  const browser = await findBrowser({ env: withoutCache, cacheDir: cacheDirOf(process.env) });
  const tools = { browserPath: browser?.path };
  const remote = await standIn({
    '/lib.example/lib.js?v=1': 'window.lib = 1',
    '/esm.example/m': 'export * from "./deep.js"',
    '/esm.example/deep.js': 'export const x = "x"',
  });

  const online = await plan(place.projectDir, {}, place.planDir, { env, tools, remote });
  expect(remote.asked()).toBe(3);
  expect(online.composition.clips.map(({ id }) => id)).toEqual(['x1']);
  const html = await readFile(join(place.planDir, 'compiled/index.html'), 'utf8');
  expect(html).toMatch(/src="_remote\/lib\.example\/lib-\w+\.js"/);

  const offline = { ...remote, network: false };
  const again = await plan(place.projectDir, {}, `${place.planDir}-2`, { env, tools, remote: offline });
  expect(again.planHash).toBe(online.planHash);
  expect(remote.asked()).toBe(3);

  await rm(cacheDir, { recursive: true });
  const refused = plan(place.projectDir, {}, `${place.planDir}-3`, { env, tools, remote: offline });
  await expect(refused).rejects.toMatchObject({
    code: 'ASSET_MISSING',
    message: expect.stringMatching(
      /2 URLs[\s\S]*lib\.js\?v=1" in index\.html:3[\s\S]*esm\.example\/m" in index\.html:4/,
    ),
  });
});

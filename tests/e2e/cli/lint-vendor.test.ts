import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { writeComposition } from './composition.js';
import { expect, test } from './framelane.js';

test('lint lists findings by file and line, and its exit code says whether there are errors', async ({
  framelane,
}) => {
  const dir = join(framelane.dir, 'box');
  await writeComposition(dir, { body: '<p data-start="5">late</p><img src="lost.png">' });
  const done = await framelane.run(['lint', 'box']);
  expect(done.code).toBe(65);
  expect(done.stdout).toContain('index.html');
  expect(done.stdout).toMatch(/ 10 {2}error .*There is no file lost\.png\. {2}missing-asset/);
  expect(done.stdout).toMatch(/1 error, 2 warnings/);
  await writeComposition(dir, { body: '<p data-start="5">late</p>' });
  const strict = await framelane.run(['lint', 'box', '--strict', '--json']);
  expect(strict.code).toBe(65);
  expect(strict.events().map(({ type, rule }) => [type, rule])).toEqual([
    ['finding', 'missing-id'],
    ['finding', 'unreachable-clip'],
    ['result', undefined],
  ]);
});

test('vendor fetches once; afterwards a plan needs no server', async ({ framelane }) => {
  let asked = 0;
  const server = createServer((_, response) => {
    asked += 1;
    response.end('window.fetched = true');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const dir = join(framelane.dir, 'box');
  await writeComposition(dir, { head: `<script src="${origin}/lib.js"></script>` });
  // Its own cache, so that nothing but the vendor folder can answer later.
  const emptyCache = { FRAMELANE_CACHE_DIR: join(framelane.dir, '.cache') };

  const refused = await framelane.run(['vendor', 'box'], emptyCache);
  expect(refused).toMatchObject({ code: 65, stderr: expect.stringContaining('private network') });
  const done = await framelane.run(['vendor', 'box', '--allow-origin', origin, '--json'], emptyCache);
  expect(done).toMatchObject({ code: 0 });
  expect(done.events().map(({ type }) => type)).toEqual(['vendor-progress', 'result']);
  expect(asked).toBe(1);
  server.close();
  server.closeAllConnections();

  expect(await framelane.run(['plan', 'box', '-o', 'plan', '--offline'])).toMatchObject({ code: 0 });
  const html = await readFile(join(framelane.dir, 'plan/compiled/index.html'), 'utf8');
  expect(html).toMatch(/<script src="_remote\/127\.0\.0\.1_\d+\/lib-\w+\.js">/);
});

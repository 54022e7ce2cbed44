import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { closeOverAssets, vendorProject } from '#src/composition/index.js';
import { createRemoteSource } from '#src/offline/index.js';
import { project, refusal } from './project.js';

const HOST = 'https://a.example';

async function place(html: string, network: Record<string, string>) {
  const projectDir = await project({ 'index.html': html });
  const caches = await project({});
  const fetched: string[] = [];
  let cacheCount = 0;
  return {
    projectDir,
    fetched,
    /** Each time with an empty cache. */
    vendor: () =>
      vendorProject(projectDir, 'index.html', {
        cacheDir: join(caches, String(cacheCount++)),
        lookUp: async () => ['93.184.216.34'],
        fetch: async (url) => {
          fetched.push(url);
          const body = network[url];
          return body === undefined ? new Response('', { status: 404 }) : new Response(body);
        },
      }),
    closeOffline: async () => {
      const remote = await createRemoteSource({ projectDir, cacheDir: join(caches, 'none'), network: false });
      return (await closeOverAssets(projectDir, 'index.html', { remote })).files.map(({ path }) => path);
    },
  };
}

const HTML = `<link rel="stylesheet" href="${HOST}/s.css"><script src="${HOST}/x.js"></script>`;
const NETWORK = {
  [`${HOST}/s.css`]: 'p { background: url(i.png) }',
  [`${HOST}/i.png`]: 'i',
  [`${HOST}/x.js`]: 'x',
};

it('brings everything into the project, so that a plan needs nothing else', async () => {
  const { vendor, closeOffline, fetched, projectDir } = await place(HTML, NETWORK);
  expect((await vendor()).files.map(({ path, source }) => `${source} ${path}`)).toEqual([
    'network vendor/a.example/i.png',
    'network vendor/a.example/s.css',
    'network vendor/a.example/x.js',
  ]);
  expect(await readFile(join(projectDir, 'index.html'), 'utf8')).toBe(HTML);
  // Each file once, at its place in the plan.
  expect(await closeOffline()).toEqual([
    '_remote/a.example/i.png',
    '_remote/a.example/s.css',
    '_remote/a.example/x.js',
  ]);
  expect(fetched).toHaveLength(3);
  const lock = join(projectDir, 'vendor/framelane-vendor.json');
  const before = await readFile(lock, 'utf8');
  expect((await vendor()).files.map(({ source }) => source)).toEqual(['vendor', 'vendor', 'vendor']);
  expect(fetched).toHaveLength(3);
  expect(await readFile(lock, 'utf8')).toBe(before);
});

it('mends what was changed, fetches what is new and removes what nobody wants any more', async () => {
  const { vendor, fetched, projectDir } = await place(HTML, { ...NETWORK, [`${HOST}/y.js`]: 'y' });
  await vendor();
  await writeFile(join(projectDir, 'vendor/a.example/i.png'), 'broken');
  await writeFile(join(projectDir, 'index.html'), HTML.replace('x.js', 'y.js'));
  const { files, removed } = await vendor();
  expect(files.filter(({ source }) => source === 'network').map(({ url }) => url)).toEqual([
    `${HOST}/i.png`,
    `${HOST}/y.js`,
  ]);
  expect(removed).toEqual(['vendor/a.example/x.js']);
  expect(fetched).toHaveLength(5);
  expect(await readFile(join(projectDir, 'vendor/a.example/i.png'), 'utf8')).toBe('i');
});

it('keeps what it got when something is missing, and names that', async () => {
  const { vendor, projectDir } = await place(`${HTML}<img src="${HOST}/gone.png">`, NETWORK);
  await expect(vendor()).rejects.toEqual(refusal('ASSET_MISSING', `"${HOST}/gone.png" in index.html:1`));
  expect(await readFile(join(projectDir, 'vendor/a.example/x.js'), 'utf8')).toBe('x');
});

import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  createRemoteSource,
  type RemoteFile,
  type RemoteSourceOptions,
  type Unavailable,
} from '#src/offline/index.js';
import { project, refusal } from '../composition/project.js';

const GSAP = 'https://cdn.jsdelivr.net/npm/gsap@3/dist/gsap.js';

/** A project with a cache beside it, and a network that answers with the URL and counts. */
async function place(files: Record<string, string> = {}) {
  const folder = await project(
    Object.fromEntries(Object.entries(files).map(([path, text]) => [`project/${path}`, text])),
  );
  const fetched: string[] = [];
  const open = (options: Partial<RemoteSourceOptions> = {}) =>
    createRemoteSource({
      projectDir: join(folder, 'project'),
      cacheDir: join(folder, 'cache'),
      fetch: async (url) => {
        fetched.push(url);
        return new Response(`from ${url}`);
      },
      lookUp: async () => ['93.184.216.34'],
      ...options,
    });
  return { folder, fetched, open };
}

async function read(answer: RemoteFile | Unavailable) {
  if ('why' in answer) return answer.why;
  return `${answer.source}: ${await readFile(answer.absolutePath, 'utf8')}`;
}

const noNetwork: RemoteSourceOptions['fetch'] = () =>
  Promise.reject(
    new TypeError('fetch failed', { cause: Object.assign(new Error('down'), { code: 'EAI_AGAIN' }) }),
  );

describe('createRemoteSource', () => {
  it('fetches once, and then finds it without a network', async () => {
    const { fetched, open } = await place();
    const online = await open();
    expect(await read(await online.find('https://a.example/x.png#part', 'other'))).toBe(
      'network: from https://a.example/x.png',
    );
    await online.find('https://a.example/x.png', 'other');
    expect(fetched).toHaveLength(1);
    const offline = await open({ fetch: noNetwork });
    expect(await read(await offline.find('https://a.example/x.png', 'other'))).toBe(
      'cache: from https://a.example/x.png',
    );
  });

  it('does not take a damaged download for the real one', async () => {
    const { open } = await place();
    const first = await (await open()).find('https://a.example/x', 'other');
    if ('why' in first) throw new Error(first.why);
    await writeFile(first.absolutePath, 'from https://a.example/y');
    expect(await read(await (await open()).find('https://a.example/x', 'other'))).toBe(
      'network: from https://a.example/x',
    );
    await rm(first.absolutePath);
    expect(await read(await (await open({ network: false })).find('https://a.example/x', 'other'))).toBe(
      'nothing is fetched here',
    );
  });

  it('takes an installed package before the network, in a version that fits', async () => {
    const { open, fetched } = await place({
      'node_modules/gsap/package.json': '{"name":"gsap","version":"3.12.5"}',
      'node_modules/gsap/dist/gsap.js': 'installed',
    });
    const source = await open();
    expect(await source.find(GSAP, 'script')).toMatchObject({
      source: 'package',
      finalUrl: 'https://cdn.jsdelivr.net/npm/gsap@3.12.5/dist/gsap.js',
    });
    expect(fetched).toEqual([]);
    const other = await (await open({ network: false })).find(GSAP.replace('@3', '@2'), 'script');
    expect(await read(other)).toContain('gsap 3.12.5 is installed, and gsap@2 is asked for');
  });

  it('names a package without ES module where one is needed', async () => {
    const { open } = await place({
      'node_modules/react/package.json': '{"name":"react","version":"18.2.0"}',
      'node_modules/react/index.js': 'module.exports = {}',
    });
    const answer = await (await open({ network: false })).find('https://esm.sh/react@18', 'module');
    expect(await read(answer)).toContain('react 18.2.0 is installed, and has no ES module');
  });

  it('resolves bare names inside a package to its dependencies', async () => {
    const { open } = await place({
      'node_modules/a/package.json': '{"name":"a","version":"1.2.3","dependencies":{"b":"^4.0.0"}}',
    });
    const source = await open({ network: false });
    const importer = 'https://cdn.jsdelivr.net/npm/a@1.2.3/index.js';
    const CDN = 'https://cdn.jsdelivr.net/npm';
    expect(await source.resolveBare('b', importer)).toBe(`${CDN}/b@%5E4.0.0/+esm`);
    expect(await source.resolveBare('b/c.js', importer)).toBe(`${CDN}/b@%5E4.0.0/c.js/+esm`);
    expect(await source.resolveBare('a', importer)).toBe(`${CDN}/a@1.2.3/+esm`);
    expect(await source.resolveBare('b', 'https://example.com/x.js')).toBeNull();
  });

  it('makes a Google Fonts style sheet of installed packages', async () => {
    const { open } = await place({
      'node_modules/@fontsource/inter/package.json': '{"name":"@fontsource/inter","version":"5.0.0"}',
      'node_modules/@fontsource/inter/700.css':
        '@font-face { font-family: Inter; font-weight: 700; src: url(./files/i.woff2) }',
    });
    const source = await open({ network: false });
    const answer = await source.find('https://fonts.googleapis.com/css2?family=Inter:wght@700', 'css');
    expect(await read(answer)).toContain('npm/@fontsource/inter@5.0.0/files/i.woff2');
    const absent = await source.find('https://fonts.googleapis.com/css2?family=Open+Sans', 'css');
    expect(await read(absent)).toContain('@fontsource/open-sans is not installed');
  });

  it('asks an absent network once', async () => {
    let asked = 0;
    const { open } = await place();
    const source = await open({
      fetch: (url, init) => {
        asked += 1;
        return noNetwork(url, init);
      },
    });
    expect(await source.find('https://a.example/1', 'other')).toMatchObject({ temporary: true });
    expect(await source.find('https://a.example/2', 'other')).toMatchObject({ temporary: true });
    expect(asked).toBe(1);
  });

  it('takes what was vendored first, and refuses it when it was changed', async () => {
    const { createHash } = await import('node:crypto');
    const sha256 = createHash('sha256').update('vendored').digest('hex');
    const lock = {
      version: 1,
      files: { [GSAP]: { path: 'vendor/gsap.js', finalUrl: GSAP, sizeBytes: 8, sha256 } },
    };
    const { open, folder } = await place({
      'vendor/gsap.js': 'vendored',
      'vendor/framelane-vendor.json': JSON.stringify(lock),
    });
    expect(await read(await (await open()).find(GSAP, 'script'))).toBe('vendor: vendored');
    await writeFile(join(folder, 'project/vendor/gsap.js'), 'Vendored');
    await expect((await open()).find(GSAP, 'script')).rejects.toEqual(
      refusal('ASSET_MISSING', 'vendor/gsap.js was changed'),
    );
  });
});

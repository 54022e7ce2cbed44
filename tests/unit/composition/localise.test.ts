import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type CloseOverOptions,
  closeOverAssets,
  copyComposition,
} from '#src/composition/close-over-assets.js';
import { createRemoteSource } from '#src/offline/index.js';
import { project, refusal } from './project.js';

/** Closes over a composition whose network has these files, and copies it. */
async function localise(
  files: Record<string, string>,
  network: Record<string, string>,
  options: Partial<CloseOverOptions> = {},
) {
  const folder = await project({});
  const projectDir = await project(files);
  const remote = await createRemoteSource({
    projectDir,
    cacheDir: join(folder, 'cache'),
    lookUp: async () => ['93.184.216.34'],
    fetch: async (url) =>
      network[url] === undefined ? new Response('', { status: 404 }) : new Response(network[url]),
  });
  const closed = await closeOverAssets(projectDir, 'index.html', { remote, ...options });
  const compiled = join(folder, 'compiled');
  await copyComposition(closed, compiled);
  return {
    paths: closed.files.map((file) => file.path),
    text: (path = 'index.html') => readFile(join(compiled, path), 'utf8'),
  };
}

describe('content from other hosts', () => {
  it('is copied, and everything that refers to it is changed', async () => {
    const html = `<!doctype html><head>
<link rel=stylesheet href='https://a.example/s.css?a=1&amp;b=2'>
<link rel="icon" href="https://a.example/gone.ico">
<script src="https://a.example/x.js" integrity="sha384-abc" crossorigin></script>
<style>p { background: url( https://a.example/bg.png ) }</style></head>
<p style="background-image: url('https://a.example/in line.png'); color: red" title="&quot;">
<img src="//a.example/i.png" srcset="https://a.example/i.png 1x, local.png 2x">
<svg><use href="https://a.example/s.svg#icon"/></svg>`;
    const { text, paths } = await localise(
      { 'index.html': html, 'local.png': '' },
      {
        'https://a.example/s.css?a=1&b=2': '@import "deep/t.css"; p { background: url(/root.png) }',
        'https://a.example/deep/t.css': 'b { background: url(../up.png) }',
        'https://a.example/root.png': 'root',
        'https://a.example/up.png': 'up',
        'https://a.example/x.js': 'x',
        'https://a.example/bg.png': 'bg',
        'https://a.example/in%20line.png': 'inline',
        'https://a.example/i.png': 'i',
        'https://a.example/s.svg': 's',
      },
    );
    const compiled = await text();
    expect(compiled).not.toContain('//a.example');
    expect(compiled).not.toContain('integrity');
    expect(compiled.split('\n')).toHaveLength(html.split('\n').length);
    expect(compiled).toContain('<script src="_remote/a.example/x.js"');
    expect(compiled).toContain('url("_remote/a.example/bg.png")');
    expect(compiled).toMatch(
      /style="background-image: url\(&quot;_remote\/a\.example\/in_20line-\w+\.png&quot;\); color: red"/,
    );
    expect(compiled).toContain('srcset="_remote/a.example/i.png 1x, local.png 2x"');
    expect(compiled).toContain('href="_remote/a.example/s.svg#icon"');
    expect(compiled).toContain('href="data:,"');
    const sheet = paths.find((path) => /\/s-\w+\.css$/.test(path)) ?? '';
    expect(await text(sheet)).toBe('@import "deep/t.css"; p { background: url("root.png") }');
    expect(await text('_remote/a.example/deep/t.css')).toBe('b { background: url("../up.png") }');
    expect(await text('_remote/a.example/root.png')).toBe('root');
  });

  it('keeps the modules of an import map together', async () => {
    const CDN = 'https://unpkg.com/three@0.160.0';
    const { text } = await localise(
      {
        'index.html': `<script type="importmap">{"imports": {"three": "${CDN}/three.js", "three/": "${CDN}/jsm/"}}</script>
<script type="module" src="js/a.js"></script>`,
        'js/a.js': `import * as THREE from 'three';\nimport { O } from "three/o.js"; import("three/late.js");`,
      },
      {
        [`${CDN}/three.js`]: 'export * from "./core.js"',
        [`${CDN}/core.js`]: '',
        [`${CDN}/jsm/o.js`]: 'import { C } from "three"; export const O = C',
      },
    );
    const UNPKG = '_remote/unpkg.com/three@0.160.0';
    expect(await text('js/a.js')).toBe(
      `import * as THREE from '../${UNPKG}/three.js';\nimport { O } from "../${UNPKG}/jsm/o.js"; import("three/late.js");`,
    );
    expect(await text(`${UNPKG}/jsm/o.js`)).toBe('import { C } from "../three.js"; export const O = C');
    expect(await text(`${UNPKG}/three.js`)).toBe('export * from "./core.js"');
  });

  it('leaves a project without it as it is, byte for byte', async () => {
    const html =
      '<p>\r\n<img src="a%20b.png?x=1"><img src=/root.png><script type=module src="./m.js"></script>';
    const { text } = await localise({ 'index.html': html, 'a b.png': '', 'root.png': '', 'm.js': '' }, {});
    expect(await text()).toBe(html);
  });

  it('lists all that is missing, a line each, in one error', async () => {
    const closing = localise(
      {
        'index.html': '<img src="https://a.example/1.png">\n<link rel="stylesheet" href="s.css">',
        's.css': '@font-face {\n font-family: A; src: url(https://a.example/2.woff2) }',
      },
      {},
    );
    await expect(closing).rejects.toEqual(
      refusal(
        'ASSET_MISSING',
        '2 URLs',
        '"https://a.example/1.png" in index.html:1: the server answered 404\n',
        '"https://a.example/2.woff2" in s.css:2: the server answered 404\n',
      ),
    );
  });

  it('tells fonts from other files', async () => {
    const html = '<style>@font-face { font-family: A; src: url(https://a.example/2.woff2) }</style>';
    await expect(localise({ 'index.html': html }, {})).rejects.toEqual(
      refusal('FONT_FETCH_FAILED', '2.woff2'),
    );
  });

  it('does not fetch the pages of other sites', async () => {
    const html = '<iframe src="https://a.example/"></iframe>';
    await expect(localise({ 'index.html': html }, { 'https://a.example/': '<p>' })).rejects.toEqual(
      refusal('ASSET_MISSING', 'https://a.example/', 'another site'),
    );
  });
});

describe('installed fonts', () => {
  const pack = (name: string, css: Record<string, string>) => ({
    [`node_modules/${name}/package.json`]: JSON.stringify({ name, version: '5.0.0' }),
    ...Object.fromEntries(Object.entries(css).map(([file, text]) => [`node_modules/${name}/${file}`, text])),
  });
  const INTER = pack('@fontsource-variable/inter', {
    'wght.css':
      '@font-face { font-family: "Inter Variable"; font-weight: 100 900; src: url(./files/i.woff2) }',
    'files/i.woff2': 'inter',
  });
  const EMOJI = pack('@fontsource/noto-color-emoji', {
    '400.css': `@font-face { font-family: E; font-weight: 400; src: url(./files/e.woff2), url(./files/e.woff); unicode-range: U+31, U+1F600-1F64F }
@font-face { font-family: E; font-weight: 400; src: url(./files/f.woff); unicode-range: U+1F680 }`,
    'files/e.woff': 'emoji',
  });

  it('are declared where the composition uses them without bringing them', async () => {
    const files = { 'index.html': '<head></head><p style="font-family: Inter">x', ...INTER };
    const { text } = await localise(files, {});
    expect(await text()).toMatch(
      /^<head><style>@font-face \{ font-family: "Inter"; font-weight: 100 900; .*url\("_remote\/cdn\.jsdelivr\.net\/npm\/@fontsource-variable\/inter@5\.0\.0\/files\/i\.woff2"\); \}<\/style><\/head>/,
    );
  });

  it('draw the emoji of every face that the composition has', async () => {
    const css = '<style>@font-face { font-family: Own; font-weight: 700; src: url(o.woff2) }</style>';
    const { text, paths } = await localise(
      { 'index.html': `<!doctype html>${css}<p>1 😀`, 'o.woff2': '', ...EMOJI },
      {},
    );
    expect(await text()).toMatch(
      /^<!doctype html><style>@font-face \{ font-family: "Own"; font-weight: 700; .*e\.woff"\); unicode-range: U\+1F600-1F64F; \}<\/style><style>/,
    );
    expect(paths.filter((path) => path.includes('emoji'))).toEqual([
      '_remote/cdn.jsdelivr.net/npm/@fontsource/noto-color-emoji@5.0.0/files/e.woff',
    ]);
  });

  it('are left alone where nothing needs them', async () => {
    const html =
      '<style>@font-face { font-family: Inter; src: url(o.woff2) } p { font-family: Inter }</style><p>1';
    const { text } = await localise({ 'index.html': html, 'o.woff2': '', ...INTER, ...EMOJI }, {});
    expect(await text()).toBe(html);
  });
});

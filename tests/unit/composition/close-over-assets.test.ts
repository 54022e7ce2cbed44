import { readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { closeOverAssets, copyComposition } from '#src/composition/close-over-assets.js';
import { project, refusal } from './project.js';

const close = async (files: Record<string, string>) => {
  const closed = await closeOverAssets(await project(files), 'index.html');
  return closed.files.map((file) => file.path);
};

/** Whether the document's reference is required: closes over it without and with the file. */
async function expectRequired(html: string, path: string, others: Record<string, string> = {}) {
  const files = { 'index.html': html, ...others };
  await expect(close(files)).rejects.toEqual(refusal('ASSET_MISSING', path));
  expect(await close({ ...files, [path]: '' })).toContain(path);
}

describe('what is referenced is required', () => {
  it.each([
    ['<img src="a.png">', 'a.png'],
    ['<img src="ok.png" srcset="ok.png 1x, b.png 2x">', 'b.png'],
    ['<picture><source srcset="c.webp 640w, ok.png 2000w"><img src="ok.png"></picture>', 'c.webp'],
    ['<link rel="stylesheet" href="d.css">', 'd.css'],
    ['<link rel="shortcut icon" href="e.ico">', 'e.ico'],
    ['<link rel="preload" as="font" href="f.woff2">', 'f.woff2'],
    ['<link rel="modulepreload" href="g.js">', 'g.js'],
    ['<audio src="h.mp3"></audio>', 'h.mp3'],
    ['<p style="background: url(i.png)">x</p>', 'i.png'],
    ['<style>@font-face { font-family: A; src: url("j.woff2") format("woff2") }</style>', 'j.woff2'],
    ['<style>@import "k.css";</style>', 'k.css'],
    ['<style>p { --bg: url(l.png) } b { background: image-set("ok.png" 1x, "l.png" 2x) }</style>', 'l.png'],
    ['<script src="m.js"></script>', 'm.js'],
    ['<script type="module" src="n.js"></script>', 'n.js'],
    ['<script type="module">import { a } from "./o.js";</script>', 'o.js'],
    ['<svg><image href="p.png"/></svg>', 'p.png'],
    ['<svg><use xlink:href="q.svg#part"/></svg>', 'q.svg'],
    ['<iframe src="r.html"></iframe>', 'r.html'],
    ['<object data="s.svg"></object>', 's.svg'],
    ['<template><img src="t.png"></template>', 't.png'],
    ['<base href="deep/"><img src="u.png">', 'deep/u.png'],
    ['<img src="v%20w.png?x#y">', 'v w.png'],
    ['<img src="deep\\z.png">', 'deep/z.png'],
  ])('%s', async (html, path) => {
    await expectRequired(html, path, { 'ok.png': '' });
  });

  it('follows stylesheets, modules and frames, each from its own folder', async () => {
    await expectRequired('<link rel="stylesheet" href="css/a.css">', 'img/b.png', {
      'css/a.css': '@import url(deep/c.css);',
      'css/deep/c.css': 'p { background: url(../../img/b.png) }',
    });
    await expectRequired('<script type="module" src="js/a.js"></script>', 'js/lib/c.js', {
      'js/a.js': 'import "./b.js";',
      'js/b.js': 'export * from "./lib/c.js";',
    });
    await expectRequired('<iframe src="frame/a.html"></iframe>', 'frame/b.png', {
      'frame/a.html': '<img src="b.png">',
    });
  });

  it('takes modules of the import map from node_modules, one by one', async () => {
    const map =
      '{"imports": {"three": "./node_modules/three/three.js", "three/": "./node_modules/three/more/"}}';
    const files = {
      'index.html': `<script type="importmap">${map}</script><script type="module" src="a.js"></script>`,
      'a.js': 'import * as THREE from "three"; import "three/x.js";',
      'node_modules/three/three.js': 'import "./core.js";',
      'node_modules/three/core.js': '',
      'node_modules/three/more/x.js': '',
      'node_modules/three/unused.js': '',
    };
    expect(await close(files)).toEqual([
      'a.js',
      'node_modules/three/core.js',
      'node_modules/three/more/x.js',
      'node_modules/three/three.js',
    ]);
  });

  it('names a bare module that no import map knows', async () => {
    const html = '<script type="module">\nimport gsap from "gsap";</script>';
    await expect(close({ 'index.html': html })).rejects.toEqual(
      refusal('ASSET_MISSING', '"gsap" in index.html:2', 'import map'),
    );
  });

  it('names the line of a reference', async () => {
    await expect(close({ 'index.html': '<p>\n<img\n src="a.png">' })).rejects.toEqual(
      refusal('ASSET_MISSING', '"a.png" in index.html:2'),
    );
    await expect(close({ 'index.html': '<style>\n\np { background: url(a.png) }</style>' })).rejects.toEqual(
      refusal('ASSET_MISSING', '"a.png" in index.html:3'),
    );
  });

  it('does without what a dynamic import names, and takes it when it is there', async () => {
    const html =
      '<script type="module">import("./node_modules/x/a.js"); import("https://x.test/y.js")</script>';
    expect(await close({ 'index.html': html })).toEqual([]);
    expect(await close({ 'index.html': html, 'node_modules/x/a.js': '' })).toEqual(['node_modules/x/a.js']);
  });

  it.each(['data:image/png;base64,AA', '#part', 'blob:x', 'about:blank', ''])('ignores %j', async (text) => {
    expect(await close({ 'index.html': `<img src="${text}"><a href="https://example.com">x</a>` })).toEqual(
      [],
    );
  });
});

describe('what lies elsewhere is refused', () => {
  it.each([
    'https://cdn.example.com/a.png',
    'http://localhost:3000/a.png',
    '//cdn.example.com/a.png',
    'ftp://x/a.png',
  ])('%s', async (url) => {
    await expect(close({ 'index.html': `<img src="${url}">` })).rejects.toEqual(
      refusal('ASSET_MISSING', url, 'index.html:1', 'Copy it into the project'),
    );
  });

  it.each([
    '../secret.txt',
    'a/../../secret.txt',
    '%2e%2e/secret.txt',
    '..%2fsecret.txt',
    '..\\secret.txt',
    '/etc/passwd',
    '\\etc\\passwd',
    'file:///etc/passwd',
    'C:/secret.txt',
  ])('%s', async (path) => {
    await expect(close({ 'index.html': `<img src="${path}">` })).rejects.toEqual(
      refusal('PATH_NOT_ALLOWED', path, 'index.html:1'),
    );
    await expect(
      close({
        'index.html': '<link rel="stylesheet" href="a.css">',
        'a.css': `p { background: url("${path.replaceAll('\\', '\\\\')}") }`,
      }),
    ).rejects.toEqual(refusal('PATH_NOT_ALLOWED', 'a.css:1'));
  });

  it('a link out of the project, naming the reference; unreferenced, it is left out', async () => {
    const folder = await project({ 'index.html': '<img src="link.png">', 'inside.png': 'x' });
    const outside = await project({ 'secret.png': 'y' });
    await symlink(join(outside, 'secret.png'), join(folder, 'link.png'));
    await expect(closeOverAssets(folder, 'index.html')).rejects.toEqual(
      refusal('PATH_NOT_ALLOWED', '"link.png" in index.html:1'),
    );
    await writeFile(join(folder, 'index.html'), '<img src="inside.png">');
    expect((await closeOverAssets(folder, 'index.html')).files.map((file) => file.path)).toEqual([
      'inside.png',
    ]);
  });
});

describe('other files of the folder', () => {
  it('belong to the composition, but for hidden ones, packages, films and what Framelane wrote', async () => {
    const files = await close({
      'index.html': 'x',
      'data/b.json': '',
      'data/a.json': '',
      '.env': '',
      '.git/config': '',
      'node_modules/x/index.js': '',
      'runs/1/run.json': '',
      'film.mp4': '',
      'plans/a/plan.json': '',
      'plans/a/meta/assets.json': '',
      'plans/a/compiled/index.html': '',
      'work/events.jsonl': '',
      'work/chunks/chunk-0000.mp4': '',
    });
    expect(files).toEqual(['data/a.json', 'data/b.json']);
  });

  it('exclude the folder that is being written', async () => {
    const folder = await project({ 'index.html': 'x', 'out/a.txt': '' });
    const closed = await closeOverAssets(folder, 'index.html', { excludedPath: join(folder, 'out') });
    expect(closed.files).toEqual([]);
  });
});

it('refuses more bytes than allowed before copying, and lists the biggest', async () => {
  const sizes = [3000, 9000, 1000, 7000, 5000, 4000, 2000];
  const files = Object.fromEntries(sizes.map((size) => [`f${size}.bin`, 'x'.repeat(size)]));
  const folder = await project({ 'index.html': 'x', ...files });
  await expect(closeOverAssets(folder, 'index.html', { sizeLimitBytes: 30_000 })).rejects.toMatchObject({
    code: 'PLAN_TOO_LARGE',
    message: expect.stringContaining('f9000.bin'),
    details: {
      totalBytes: 31_001,
      biggest: [9000, 7000, 5000, 4000, 3000].map((sizeBytes) => ({ path: `f${sizeBytes}.bin`, sizeBytes })),
    },
  });
  expect((await closeOverAssets(folder, 'index.html', { sizeLimitBytes: 31_001 })).files).toHaveLength(7);
});

it('copies a composition with the given entry document, links as files', async () => {
  const folder = await project({ 'pages/index.html': 'old', 'pages/a.css': 'p{}', 'real.png': 'png' });
  await symlink(join(folder, 'real.png'), join(folder, 'pages/link.png'));
  const closed = await closeOverAssets(folder, 'pages/index.html', {
    entrySource: '<img src="link.png">new',
  });
  const target = await project({});
  await copyComposition(closed, target);
  expect(await readFile(join(target, 'pages/index.html'), 'utf8')).toBe('<img src="link.png">new');
  expect(await readFile(join(target, 'pages/link.png'), 'utf8')).toBe('png');
  expect((await readdir(target, { recursive: true })).sort()).toEqual([
    'pages',
    'pages/a.css',
    'pages/index.html',
    'pages/link.png',
    'real.png',
  ]);
});

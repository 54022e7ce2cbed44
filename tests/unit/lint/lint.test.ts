import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lintProject } from '#src/lint/index.js';
import { project, refusal } from '../composition/project.js';

/** What is found, each as `rule file:line`. */
async function lint(files: Record<string, string>) {
  const folder = await project(files);
  const findings = await lintProject(folder, 'index.html', { cacheDir: join(folder, '.cache') });
  return { findings, places: findings.map(({ rule, file, line }) => `${rule} ${file}:${line}`) };
}

const page = (content: string, attributes = 'data-duration="10"') =>
  `<html><body>\n<div data-composition-id="main" ${attributes}>\n${content}\n</div></body></html>`;

/** Content begins in line 3. */
async function places(content: string, attributes?: string, files: Record<string, string> = {}) {
  return (await lint({ 'index.html': page(content, attributes), ...files })).places;
}

describe('lint', () => {
  it('finds nothing in a sound composition', async () => {
    const content = `<p id="a" data-start="0" data-duration="2" data-track-index="0">x</p>
<p id="b" data-start="a + 0" data-duration="1" data-track-index="0">x</p><img src="i.png"><script src="s.js"></script>
<style>p { animation: x 1s infinite }</style>`;
    const script =
      'const tl = gsap.timeline({ repeat: -1 }); new Date(2020, 1, 1); fetch("data.json"); Math.max(1, 2);';
    expect(await places(content, undefined, { 'i.png': '', 's.js': script })).toEqual([]);
  });

  it.each([
    ['clips without id', '<p data-start="1">x</p>', 'missing-id'],
    ['an id used twice', '<p id="a">x</p><b id="a">x</b>', 'duplicate-id'],
    ['an unknown id', '<p id="a" data-start="ghost + 1">x</p>', 'unknown-start'],
    ['a start that is none', '<p id="a" data-start="1s">x</p>', 'unknown-start'],
    ['a clip that waits for itself', '<p id="a" data-start="a">x</p>', 'start-cycle'],
    ['a clip behind the end', '<p id="a" data-start="10">x</p>', 'unreachable-clip'],
    ['a clip without length', '<p id="a" data-start="1" data-duration="0">x</p>', 'unreachable-clip'],
    [
      'a clip behind the end by its start',
      '<p id="b" data-start="0" data-duration="20">x</p><p id="a" data-start="b">x</p>',
      'unreachable-clip',
    ],
    ['a missing file', '<img src="gone.png">', 'missing-asset'],
    ['a file outside', '<img src="../x.png">', 'missing-asset'],
    ['an unknown module', '<script type="module">import "gsap"</script>', 'missing-asset'],
    ['a script that does not parse', '<script>let x = ;</script>', 'syntax-error'],
    ['a URL', '<script src="https://cdn.example.com/x.js"></script>', 'needs-network'],
    ['random numbers', '<script>const x = Math.random()</script>', 'unseeded-random'],
    [
      'random numbers of the window',
      '<script>window.crypto.getRandomValues(new Uint8Array(1))</script>',
      'unseeded-random',
    ],
    ['the time of day', '<script>const x = new Date()</script>', 'wall-clock'],
    ['the clock', '<script>const x = performance.now()</script>', 'wall-clock'],
    ['a timer', '<script>requestAnimationFrame(() => {})</script>', 'timer'],
    ['a request', '<script>fetch("https://api.example.com/x")</script>', 'runtime-fetch'],
    ['a built address', '<script>fetch("/x/" + 1)</script>', 'runtime-fetch'],
    ['a socket', '<script>new WebSocket("ws://x")</script>', 'runtime-fetch'],
  ])('%s', async (_, content, rule) => {
    expect(await places(content)).toEqual([`${rule} index.html:3`]);
  });

  it('names both clips that overlap on a track', async () => {
    const { findings } = await lint({
      'index.html': page(`<p id="a" data-start="0" data-duration="2" data-track-index="1">x</p>
<p id="b" data-start="a - 0.5" data-duration="2" data-track-index="1">x</p>
<p id="c" data-start="0" data-track-index="2">x</p>`),
    });
    expect(findings).toEqual([
      expect.objectContaining({
        rule: 'overlapping-clips',
        severity: 'warning',
        line: 4,
        message: '"b" and "a" are on track 1 at the same time (1.5 s to 3.5 s and 0 s to 2 s).',
      }),
    ]);
  });

  it.each([
    ['<img src="a.mp4">', 'a.mp4', ['media-tag index.html:3']],
    ['<video src="a.mp3"></video>', 'a.mp3', ['media-tag index.html:3']],
    ['<audio><source src="a.png"></audio>', 'a.png', ['media-tag index.html:3']],
    ['<audio src="a.mp4"></audio>', 'a.mp4', []],
    ['<video src="a.mp4" poster="b.png"></video>', 'a.mp4', ['missing-asset index.html:3']],
    ['<video src="a.mp4?v=1"></video>', 'a.mp4', []],
  ])('media: %s', async (content, file, expected) => {
    expect(await places(content, undefined, { [file]: '' })).toEqual(expected);
  });

  it('repeats without an end, where nothing says how long it is', async () => {
    const content = `<script>gsap.to("p", { repeat: -1, x: 1 });
el.animate([], { iterations: Infinity }); anime({ loop: true }); gsap.to("p", { repeat: 2 })</script>
<style>
p { animation: x 1s linear infinite } b { animation-iteration-count: 3 }</style>`;
    expect(await places(content, 'data-no-timeline')).toEqual([
      'infinite-repeat index.html:3',
      'infinite-repeat index.html:4',
      'infinite-repeat index.html:4',
      'infinite-repeat index.html:6',
    ]);
  });

  it('reads linked files and compositions inside, and no libraries', async () => {
    const random = '\nMath.random()';
    const { places: found } = await lint({
      'index.html': page(`<script src="js/own.js"></script><script src="vendor/lib.js"></script>
<script src="three.min.js"></script><script type="module" src="m.js"></script>
<div id="h" data-start="0" data-composition-src="parts/inner.html"></div>`),
      'js/own.js': random,
      'vendor/lib.js': random,
      'three.min.js': random,
      'm.js': 'import "./n.js"',
      'n.js': random,
      'parts/inner.html':
        '<template><div data-composition-id="inner"><p data-start="0">x</p></div></template>',
    });
    expect(found).toEqual([
      'unseeded-random js/own.js:2',
      'unseeded-random n.js:2',
      'missing-id parts/inner.html:1',
    ]);
  });

  it('knows what an installed package answers', async () => {
    const html = page('<script src="https://unpkg.com/gsap@3/dist/gsap.js"></script>');
    const pack = { 'node_modules/gsap/package.json': '{"name":"gsap","version":"3.1.0"}' };
    expect(
      (await lint({ 'index.html': html, ...pack, 'node_modules/gsap/dist/gsap.js': '' })).places,
    ).toEqual([]);
    const { findings } = await lint({ 'index.html': html, ...pack });
    expect(findings[0]?.message).toContain('gsap 3.1.0 is installed, and has no dist/gsap.js');
  });

  it('misses a root, unless the page seeks itself', async () => {
    expect((await lint({ 'index.html': '<p>x' })).places).toEqual(['no-root index.html:1']);
    expect(
      (await lint({ 'index.html': '<script>window.__hf = { duration: 1, seek() {} }</script>' })).places,
    ).toEqual([]);
  });

  it('needs an entry document', async () => {
    await expect(lint({ 'a.txt': '' })).rejects.toEqual(refusal('INPUT_NOT_FOUND', 'index.html'));
  });
});

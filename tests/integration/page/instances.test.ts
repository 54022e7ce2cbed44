import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compileDocument } from '#src/composition/compile-document.js';
import { project } from '../../unit/composition/project.js';
import { PageHarness } from './page-harness.js';

const harness = new PageHarness();
beforeAll(() => harness.start());
afterAll(() => harness.stop());

const SHOWN_TWICE = `<p class="x">page</p>
  <div data-composition-id="a" data-composition-src="sub.html" data-variable-values='{"n":1}'></div>
  <div data-composition-id="b" data-composition-src="sub.html" data-start="1" data-variable-values='{"n":2}'></div>`;

/** Compiles a page that shows sub.html twice, the second time from 1 s on, and opens it; 10 frames a second. */
async function open(script: string, rootAttributes = 'data-no-timeline') {
  const source = `<!doctype html><html><head><script src="gsap.js"></script></head><body>
    <main data-composition-id="main" data-duration="2" data-no-timeline>${SHOWN_TWICE}</main></body></html>`;
  const sub = `<html data-composition-variables='[{"id":"n","type":"number"}]'><template>
    <div data-composition-id="sub" ${rootAttributes}><p class="x" id="x">x</p><p class="x">y</p></div>
    ${script}</template></html>`;
  const files = { 'gsap.js': await readFile('node_modules/gsap/dist/gsap.min.js', 'utf8'), 'sub.html': sub };
  const dir = await project({ 'index.html': source, ...files });
  const compiled = await compileDocument(dir, 'index.html', source, {});
  return harness.open({ 'index.html': compiled.source, ...files });
}

it('gives the scripts of each instance its elements, its variables and its time', async () => {
  const opened = await open(`<script>
    const { n } = __hyperframes.getVariables();
    const $ = (selector) => gsap.utils.toArray(selector);
    (window.seen ??= []).push({
      n, own: window.__hfVariables.n, all: document.querySelectorAll('.x').length, gsap: $('.x').length,
      same: document.getElementById('x') === document.querySelector('.x'), first: document.querySelector('.x').textContent,
      page: document.querySelector('main') !== null, body: document.querySelectorAll('body').length, none: document.querySelectorAll('main').length,
    });
    const x = document.getElementById('x');
    document.addEventListener('hf-seek', (event) => { x.dataset.event = event.detail.time + ' ' + event.detail.frame; });
    window.__hf = { seek(time) { x.dataset.hf = String(time); } };
    window.__hfRender = [(time) => { x.dataset.render = time + ' ' + window.__hfTime; }];
    hyperframesAnime.register('sub', { seek(timeMs) { x.dataset.anime = String(timeMs); } });
  </script>`);
  expect(await opened.ready()).toEqual({ ready: true, blockers: [], errors: [] });
  const one = { all: 2, gsap: 2, same: true, first: 'x', page: true, body: 1, none: 0 };
  expect(await opened.page.evaluate('window.seen')).toEqual([
    { n: 1, own: 1, ...one },
    { n: 2, own: 2, ...one },
  ]);
  const [late] = await opened.track(
    [13],
    '[...document.querySelectorAll("#x")].map((x) => ({ ...x.dataset }))',
  );
  expect(late).toEqual([
    { event: '1.3 13', hf: '1.3', render: '1.3 1.3', anime: '1300' },
    { event: '0.3 3', hf: '0.3', render: '0.3 0.3', anime: '300' },
  ]);
  expect(await opened.page.evaluate('[typeof window.__hf, typeof window.__hfRender]')).toEqual([
    'undefined',
    'undefined',
  ]);
  await opened.close();
});

it('keeps the timelines of instances apart, also those that are filled later', async () => {
  const opened = await open(
    `<script>
      const tl = gsap.timeline({ paused: true });
      window.__timelines = { sub: tl };
      Promise.resolve().then(() => new Promise((next) => setTimeout(next, 50))).then(() => {
        tl.to('.x', { x: 100, duration: 1, ease: 'none' });
        gsap.set('#x', { opacity: 0.5 });
      });
      window.__renderReady = false;
      setTimeout(() => { window.__renderReady = true; }, 100);
    </script>`,
    '',
  );
  expect(await opened.ready()).toMatchObject({ ready: true, errors: [] });
  expect(await opened.page.evaluate('Object.keys(window.__timelines)')).toEqual(['a', 'b']);
  const [moved] = await opened.track(
    [15],
    '[...document.querySelectorAll(".x")].map((x) => gsap.getProperty(x, "x"))',
  );
  expect(moved).toEqual([0, 100, 100, 50, 50]);
  await opened.close();
});

it('waits for the timeline of every instance, and names the one that does not come', async () => {
  const opened = await open(
    `<script>if (__hyperframes.getVariables().n === 1) __timelines.sub = gsap.timeline();</script>`,
    '',
  );
  const report = await opened.ready(1000);
  expect(report).toMatchObject({
    ready: false,
    blockers: [{ kind: 'timeline', what: 'window.__timelines["b"] in "b"' }],
  });
  await opened.close();
});

it('names the file and the line of a script that throws, modules included', async () => {
  const opened = await open(`<script>
      if (__hyperframes.getVariables().n === 2) throw new Error('no');
    </script>
    <script type="module">
      (window.modules ??= []).push(document.querySelectorAll('.x').length + __hyperframes.getVariables().n);
    </script>`);
  const { errors } = await opened.ready();
  expect(errors).toMatchObject([
    { message: 'Uncaught Error: no', where: expect.stringMatching(/sub\.html:4:\d+$/) },
  ]);
  expect(await opened.page.evaluate('window.modules')).toEqual([3, 4]);
  await opened.close();
});

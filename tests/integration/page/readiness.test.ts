import { readdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenedPage } from './page-harness.js';
import { PageHarness } from './page-harness.js';

const harness = new PageHarness();
beforeAll(() => harness.start());
afterAll(() => harness.stop());

/** What blocks right now, as `kind: what`. */
async function blockersOf(opened: OpenedPage): Promise<string[]> {
  return (await opened.readiness()).blockers.map(({ kind, what }) => `${kind}: ${what}`);
}

const PIXEL =
  '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"><rect width="4" height="4"/></svg>';

describe('blockers', () => {
  it('are named: document and images while they load', async () => {
    const opened = await harness.open({
      'index.html': '<!doctype html><img id="hero" src="a.svg?delayMs=900">',
      'a.svg': PIXEL,
    });
    const blockers = await blockersOf(opened);
    expect(blockers[0]).toMatch(/^document: the document is (loading|interactive)$/);
    expect(blockers).toContain('image: img#hero (a.svg?delayMs=900)');
    expect(await opened.ready()).toMatchObject({ ready: true, errors: [] });
    await opened.close();
  });

  it('wait for CSS backgrounds, images of scripts and requests', async () => {
    const opened = await harness.open({
      'index.html': `<!doctype html><style>#a { width: 9px; height: 9px }</style><div id="a"></div><script>
        addEventListener('load', () => {
          a.style.backgroundImage = 'url("a.svg?delayMs=1200")';
          window.texture = new Image(); texture.src = 'a.svg?delayMs=1201';
          fetch('data.json?delayMs=1202').then((answer) => answer.json()).then((data) => { window.data = data; });
          const request = new XMLHttpRequest(); request.open('GET', 'data.json?delayMs=1203'); request.send();
        });</script>`,
      'a.svg': PIXEL,
      'data.json': '[1]',
    });
    await opened.page.waitForFunction('document.readyState === "complete"', { polling: 10 });
    const blockers = (await blockersOf(opened)).join('\n');
    expect(blockers).toMatch(/image: div#a \(http.*a\.svg\?delayMs=1200\)/);
    expect(blockers).toMatch(/script: image http.*a\.svg\?delayMs=1201/);
    expect(blockers).toContain('script: fetch of data.json?delayMs=1202');
    expect(blockers).toContain('script: request of data.json?delayMs=1203');
    expect(await opened.ready()).toMatchObject({ ready: true, errors: [] });
    expect(await opened.page.evaluate('data')).toEqual([1]);
    await opened.close();
  });

  it('name the timeline that is missing, unless the composition needs none', async () => {
    const needs = await harness.open('<div data-composition-id="main"></div>');
    await needs.page.waitForFunction('document.readyState === "complete"', { polling: 10 });
    expect(await blockersOf(needs)).toEqual(['timeline: window.__timelines["main"]']);
    await needs.page.evaluate('window.__timelines = { main: { totalTime() {}, paused: () => true } }');
    expect(await blockersOf(needs)).toEqual([]);
    await needs.close();
    const none = await harness.open('<div data-composition-id="main" data-no-timeline></div>');
    expect((await none.ready()).ready).toBe(true);
    await none.close();
  });

  it('load fonts that no text uses yet', async () => {
    const folder = new URL('../../../examples/css-only/fonts/', import.meta.url);
    const name = (await readdir(folder)).find((file) => file.endsWith('.woff2')) ?? '';
    const opened = await harness.open({
      'index.html': `<!doctype html><style>@font-face { font-family: "Some Face"; src: url("face.woff2?delayMs=900") }</style><canvas></canvas>`,
      'face.woff2': await readFile(new URL(name, folder)),
    });
    await opened.page.waitForFunction('document.readyState === "complete"', { polling: 10 });
    expect(await blockersOf(opened)).toEqual(['font: font "Some Face" normal normal']);
    expect(await opened.ready()).toMatchObject({ ready: true, errors: [] });
    expect(await opened.page.evaluate('[...document.fonts][0].status')).toBe('loaded');
    await opened.close();
  });
});

describe('pages that need time to become ready', () => {
  it.each([
    ['a timer', 'setTimeout(done, 500)'],
    ['a chain of timers', 'setTimeout(() => setTimeout(() => setTimeout(done, 100), 0), 300)'],
    ['two animation frames', 'requestAnimationFrame(() => requestAnimationFrame(done))'],
    ['a request and a timer', "fetch('index.html').then((a) => a.text()).then(() => setTimeout(done, 250))"],
    ['an idle callback', 'requestIdleCallback(done)'],
    ['a timer without delay', 'setTimeout(done)'],
  ])('get it: %s', async (_, wait) => {
    const opened = await harness.open(`<script>window.__renderReady = false;
      const done = () => { window.at = performance.now(); window.__renderReady = true; }; ${wait};</script>`);
    expect(await opened.ready()).toMatchObject({ ready: true, blockers: [], errors: [] });
    expect(await opened.track([0, 10], '[at, performance.now()]')).toEqual([
      [0, 0],
      [0, 1000],
    ]);
    await opened.close();
  });

  it('say that they are not, when nothing makes them', async () => {
    const opened = await harness.open('<script>window.__renderReady = false</script>');
    await opened.page.waitForFunction('document.readyState === "complete"', { polling: 10 });
    expect(await blockersOf(opened)).toEqual(['render-ready: window.__renderReady is false']);
    await opened.close();
  });

  it('start frame 0 in the same state however long they took', async () => {
    const body = (delayMs: number) => `<script>window.__renderReady = false; let ticks = 0, frames = 0;
      setInterval(() => ticks++, 100); (function loop() { frames++; requestAnimationFrame(loop); })();
      fetch('index.html?delayMs=${delayMs}').then((a) => a.text()).then(() => setTimeout(() => { window.__renderReady = true; }, 450));</script>`;
    const states: unknown[] = [];
    for (const delayMs of [0, 0, 300]) {
      const [state] = await harness.lastOfEach<unknown>(body(delayMs), [[7]], '[ticks, frames]');
      states.push(state);
    }
    expect(states[1]).toEqual(states[0]);
    expect(states[2]).toEqual(states[0]);
  });

  it('keep what is not needed for readiness in virtual time', async () => {
    const opened = await harness.open(
      '<script>let n = 0; setTimeout(() => n++, 150); requestAnimationFrame(() => n += 10);</script>',
    );
    await opened.ready();
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(await opened.page.evaluate('n')).toBe(0);
    expect(await opened.track([0, 1, 2], 'n')).toEqual([10, 10, 11]);
    await opened.close();
  });
});

describe('errors', () => {
  it('of scripts come with their place, once', async () => {
    const opened = await harness.open({
      'index.html':
        '<!doctype html><script src="broken.js"></script><script>Promise.reject(new Error("lost"))</script>',
      'broken.js': '\n  missingFunction();',
    });
    const { errors } = await opened.ready();
    expect(errors[0]).toMatchObject({
      kind: 'exception',
      message: expect.stringContaining('missingFunction is not defined'),
    });
    expect(errors[0]?.where).toMatch(/broken\.js:2:3$/);
    expect(errors[1]).toMatchObject({ kind: 'rejection', message: expect.stringContaining('lost') });
    expect((await opened.readiness()).errors).toEqual([]);
    await opened.close();
  });

  it('of callbacks arrive with the seek that ran them', async () => {
    const opened = await harness.open(`<script>setTimeout(() => { throw new Error('late'); }, 300);
      addEventListener('error', (event) => { window.handled = event.message; });</script>`);
    await opened.ready();
    expect((await opened.seek(2)).errors).toEqual([]);
    expect((await opened.seek(5)).errors).toMatchObject([
      { kind: 'exception', message: 'Uncaught Error: late', frameIndex: 3 },
    ]);
    expect(await opened.page.evaluate('handled')).toBe('Uncaught Error: late');
    await opened.close();
  });

  it('of files name the element and the URL', async () => {
    const opened =
      await harness.open(`<img id="hero" src="gone.png"><link rel="stylesheet" href="gone.css"><script src="gone.js"></script>
      <style>@font-face { font-family: F; src: url(gone.woff2) } #b { background: url(gone-too.png) } p { font-family: F }</style>
      <div id="b"></div><p>text</p><script>new Image().src = 'gone-three.png'</script>`);
    const seen: string[] = [];
    for (let round = 0; round < 100; round += 1) {
      const report = await opened.readiness();
      seen.push(...report.errors.map(({ kind, message }) => `${kind} ${message.replace(/http\S*\//, '')}`));
      if (report.ready) break;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(seen.sort()).toEqual([
      'resource An image of a script could not be loaded: gone-three.png',
      'resource div#b could not be loaded: gone-too.png',
      'resource font "F" normal normal could not be loaded: see the src of its @font-face',
      'resource img#hero could not be loaded: gone.png',
      'resource link could not be loaded: gone.css',
      'resource script could not be loaded: gone.js',
    ]);
    await opened.close();
  });

  it('of the composition name the clip', async () => {
    const opened = await harness.open(
      '<div id="a" data-start="b"></div><div id="b" data-start="a" data-duration="1"></div>',
    );
    await opened.ready();
    const { errors } = await opened.seek(0);
    expect(errors[0]?.message).toContain('starts after');
    await opened.close();
  });
});

describe('describe', () => {
  it('lists system fonts, variables, and whether frames must be stepped', async () => {
    const opened = await harness.open(
      `<style>p { font-family: Georgia, serif } b { font-family: "Own, Face", serif } i { font-family: sans-serif }</style>
      <p>a</p><p>b</p><b>c</b><i>d</i><u></u><script>window.variables = [__hfVariables, __hyperframes.getVariables()]; setTimeout(() => 0, 99);</script>`,
      { variables: { title: '</script><b>\u2028', __proto__: 1 } },
    );
    await opened.ready();
    const description = await opened.describe();
    expect(description).toMatchObject({
      compositionId: null,
      stepsFrames: true,
      states: ['timeouts'],
      clips: [],
    });
    const rule = (selector: string) => `rule "${selector}" in a <style> of the document`;
    expect(description.systemFonts).toEqual([
      { family: 'Georgia', where: rule('p') },
      { family: 'Own, Face', where: rule('b') },
      { family: 'sans-serif', where: rule('i') },
    ]);
    expect(await opened.page.evaluate('variables')).toEqual([
      { title: '</script><b>\u2028' },
      { title: '</script><b>\u2028' },
    ]);
    await opened.close();
  });

  it('says that a page without scripts needs no stepping', async () => {
    const opened = await harness.open(
      '<div data-composition-id="a" data-duration="4.5" data-no-timeline></div>',
    );
    await opened.ready();
    expect(await opened.describe()).toEqual({
      compositionId: 'a',
      durations: { attribute: 4.5, hf: null, timeline: null },
      clips: [],
      systemFonts: [],
      rareTexts: [],
      fontFamilies: [],
      stepsFrames: false,
      states: [],
      rawObstacles: [],
    });
    await opened.close();
  });

  it('tells of the documents in iframes as of its own', async () => {
    const inner = `<style>b { font-family: Georgia; will-change: transform }</style><b>a</b>`;
    const opened = await harness.open({
      'index.html': '<!doctype html><iframe src="middle.html"></iframe>',
      'middle.html': '<!doctype html><iframe src="inner.html"></iframe>',
      'inner.html': inner,
    });
    await opened.ready();
    expect(await opened.describe()).toMatchObject({
      rawObstacles: ['will-change'],
      systemFonts: [{ family: 'Georgia' }],
    });
    await opened.close();
  });
});

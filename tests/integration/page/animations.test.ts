import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PageHarness, type SiteFiles } from './page-harness.js';

const harness = new PageHarness();
beforeAll(() => harness.start());
afterAll(() => harness.stop());

const upTo = (last: number) => Array.from({ length: last + 1 }, (_, index) => index);
/** Expressions evaluated in the page. */
const opacityOf = (id: string) =>
  `Number(Number(getComputedStyle(document.getElementById('${id}')).opacity).toFixed(4))`;
const leftOf = (id: string) => `Math.round(document.getElementById('${id}').getBoundingClientRect().left)`;

describe('CSS and Web Animations', () => {
  it('shows CSS keyframes at the time of the frame, forwards and backwards', async () => {
    const opened = await harness.open(`<style>@keyframes fade { from { opacity: 0 } to { opacity: 1 } }
      #a { animation: fade 2s linear } </style><div id="a">A</div>`);
    await opened.ready();
    // After its end a fill of none shows the style without the animation.
    expect(await opened.track([0, 5, 15, 25, 5, 0], opacityOf('a'))).toEqual([0, 0.25, 0.75, 1, 0.25, 0]);
    await opened.close();
  });

  it('counts from the start of the clip around it', async () => {
    const opened = await harness.open(`<style>@keyframes fade { from { opacity: 0 } to { opacity: 1 } }
      #a { animation: fade 1s linear both }</style>
      <div data-start="2" data-duration="3"><p><span id="a" style="display:inline-block">A</span></p></div>`);
    await opened.ready();
    expect(await opened.track([10, 20, 25, 40], opacityOf('a'))).toEqual([0, 0, 0.5, 1]);
    await opened.close();
  });

  it('shows element.animate() with delay, fill and rate', async () => {
    const opened = await harness.open(`<div id="a">A</div><div id="b">B</div><script>
      a.animate([{ opacity: 0.2 }, { opacity: 0.8 }], { delay: 500, duration: 1000, fill: 'both' });
      b.animate([{ opacity: 0 }, { opacity: 1 }], { duration: 2000, fill: 'forwards' }).playbackRate = 2;
    </script>`);
    await opened.ready();
    expect(await opened.track([0, 5, 10, 15, 30], opacityOf('a'))).toEqual([0.2, 0.2, 0.5, 0.8, 0.8]);
    expect(await opened.track([0, 5, 20], opacityOf('b'))).toEqual([0, 0.5, 1]);
    await opened.close();
  });

  it('keeps an animation that would be over before the first frame is asked for', async () => {
    const opened = await harness.open(`<style>@keyframes dip { from { opacity: 0 } to { opacity: .5 } }
      #a { animation: dip 100ms linear }</style><div id="a">A</div><div id="b">B</div>
      <script>b.animate([{ opacity: 0 }, { opacity: 0.5 }], 100)</script>`);
    await opened.page.waitForFunction('document.readyState === "complete"');
    await new Promise((resolve) => setTimeout(resolve, 300));
    await opened.ready();
    expect(await opened.track([0, 1, 0], `[${opacityOf('a')}, ${opacityOf('b')}]`)).toEqual([
      [0, 0],
      [1, 1],
      [0, 0],
    ]);
    await opened.close();
  });

  it('starts an animation that a script adds later at the time it was added', async () => {
    const body = `<style>@keyframes fade { from { opacity: 0 } to { opacity: 1 } } .go { animation: fade 1s linear both }
        #c { opacity: 1; transition: opacity 1s linear } #c.out { opacity: 0 }</style>
      <div id="a">A</div><div id="b">B</div><div id="c">C</div><script>
      setTimeout(() => { a.className = 'go'; c.className = 'out';
        b.animate([{ opacity: 0 }, { opacity: 1 }], 1000); }, 1000);
    </script>`;
    const expression = `[${opacityOf('a')}, ${opacityOf('b')}, ${opacityOf('c')}]`;
    const states = await harness.lastOfEach<number[]>(body, [upTo(15), [15], [10], [3, 12]], expression);
    expect(states).toEqual([
      [0.5, 0.5, 0.5],
      [0.5, 0.5, 0.5],
      [0, 0, 1],
      [0.2, 0.2, 0.8],
    ]);
  });

  it('tells the page when an animation is over, at that time', async () => {
    const body = `<style>@keyframes fade { from { opacity: 0 } } .go { animation: fade 250ms } #t { transition: width 300ms; width: 0 } .wide { width: 9px !important }</style>
      <i id="a" class="go"></i><i id="t"></i><div data-start="1"><b id="c"></b></div><div id="host"></div><script>
      window.log = [];
      const shadow = document.getElementById('host').attachShadow({ mode: 'open' });
      shadow.innerHTML = '<style>@keyframes in { from { opacity: 0 } } u { animation: in 150ms }</style><u></u>';
      shadow.addEventListener('animationend', (event) => note(event.animationName));
      const note = (name) => log.push(name + '@' + performance.now());
      (async () => {
        await document.getElementById('c').animate([{ opacity: 0 }, {}], 200).finished; note('clip');
        const second = document.getElementById('c').animate([{ opacity: 0 }, {}], { duration: 400, delay: 100 });
        second.onfinish = (event) => note(event.type);
        second.addEventListener('finish', () => note('listener'));
      })();
      document.addEventListener('animationend', (event) => { note(event.animationName); t.className = 'wide'; });
      t.addEventListener('transitionend', (event) => note(event.propertyName));
      const cancelled = document.body.animate([{ opacity: 0 }, {}], 100);
      cancelled.onfinish = () => note('never');
      cancelled.cancel();
    </script>`;
    const [single, jump] = await harness.lastOfEach<string[]>(body, [upTo(20), [20]], 'log');
    expect(single).toEqual(['in@150', 'fade@250', 'width@600', 'clip@1200', 'finish@1700', 'listener@1700']);
    expect(jump).toEqual(single);
  });

  it('lets a page become ready at the end of an animation', async () => {
    const opened = await harness.open(`<div id="a">A</div><script>window.__renderReady = false;
      a.animate([{ opacity: 0 }, {}], 300).finished.then(() => { window.__renderReady = true; });</script>`);
    expect((await opened.ready()).ready).toBe(true);
    await opened.close();
  });

  it('lets go of an animation whose style is gone', async () => {
    const opened = await harness.open(`<style>@keyframes fade { from { opacity: 0 } to { opacity: .1 } }
      .go { animation: fade 1s linear both }</style><div id="a" class="go">A</div>`);
    await opened.ready();
    expect(await opened.track([5], opacityOf('a'))).toEqual([0.05]);
    await opened.page.evaluate('a.className = ""');
    expect(await opened.track([6, 4], opacityOf('a'))).toEqual([1, 1]);
    await opened.close();
  });

  it('reaches into shadow roots, open, closed and declarative', async () => {
    const style =
      '<style>@keyframes w { from { width: 0 } to { width: 100px } } i { display: block; animation: w 1s linear both }</style><i></i>';
    const opened = await harness.open(`<div id="open"></div><div id="closed"></div>
      <div id="declared"><template shadowrootmode="open">${style}</template></div><script>
      window.inner = [document.getElementById('open').attachShadow({ mode: 'open' }), document.getElementById('closed').attachShadow({ mode: 'closed' })];
      for (const root of inner) root.innerHTML = ${JSON.stringify(style)};
      inner.push(document.getElementById('declared').shadowRoot);
    </script>`);
    await opened.ready();
    expect((await opened.describe()).stepsFrames).toBe(false);
    const widths = 'inner.map((root) => Math.round(root.querySelector("i").getBoundingClientRect().width))';
    expect(await opened.track([0, 3, 20], widths)).toEqual([
      [0, 0, 0],
      [30, 30, 30],
      [100, 100, 100],
    ]);
    await opened.close();
  });

  it('seeks SVG animation elements', async () => {
    const opened = await harness.open(`<svg width="200" height="50"><rect id="a" width="10" height="10">
      <animate attributeName="x" from="0" to="100" dur="1s" fill="freeze" /></rect></svg>`);
    await opened.ready();
    expect(await opened.track([0, 5, 20, 2], 'Math.round(a.x.animVal.value)')).toEqual([0, 50, 100, 20]);
    await opened.close();
  });
});

describe('GSAP', () => {
  async function withGsap(
    script: string,
    body = '<div id="a" style="position:absolute">A</div>',
  ): Promise<SiteFiles> {
    const gsap = await readFile(createRequire(import.meta.url).resolve('gsap/dist/gsap.min.js'), 'utf8');
    const html = `<!doctype html><body style="margin:0"><div data-composition-id="main" data-start="0" data-duration="5">${body}</div>
      <script src="gsap.js"></script><script>${script}</script></body>`;
    return { 'index.html': html, 'gsap.js': gsap };
  }

  it('seeks a paused timeline both ways, with callbacks and zero-duration sets', async () => {
    const site = await withGsap(`window.calls = [];
      const tl = gsap.timeline({ paused: true });
      tl.to('#a', { x: 100, duration: 1, ease: 'none' }, 1).set('#a', { opacity: 0.5 }, 1.5).call(() => calls.push(tl.time()), [], 1.5);
      tl.set('#a', { y: 7 }, 0).call(() => calls.push('start'), [], 0).from('#b', { opacity: 0, duration: 1, ease: 'none' }, 0);
      window.__timelines = { main: tl };`);
    const opened = await harness.open(site);
    expect(await opened.ready()).toMatchObject({ ready: true, errors: [] });
    const expression = `[${leftOf('a')}, ${opacityOf('a')}, a.getBoundingClientRect().top]`;
    expect(await opened.track([0, 14, 15, 30], expression)).toEqual([
      [0, 1, 7],
      [40, 1, 7],
      [50, 0.5, 7],
      [100, 0.5, 7],
    ]);
    expect(await opened.page.evaluate('calls')).toEqual(['start', 1.5]);
    expect(await opened.track([12, 0], expression)).toEqual([
      [20, 1, 7],
      [0, 1, 7],
    ]);
    await opened.close();
  });

  it('does not need its ticker: a jump is one step per start of a tween', async () => {
    const site =
      await withGsap(`const tl = gsap.timeline({ paused: true }).to('#a', { x: 10, duration: 1 }, 2);
      window.__timelines = { main: tl };`);
    const opened = await harness.open(site);
    await opened.ready();
    expect((await opened.describe()).stepsFrames).toBe(false);
    await opened.seek(0);
    expect((await opened.seek(1000)).steppedFrames).toBe(2);
    await opened.close();
  });

  it('records the start values of overlapping tweens as a run through every frame does', async () => {
    const site = await withGsap(`const tl = gsap.timeline({ paused: true });
      tl.to('#a', { x: 100, duration: 2, ease: 'none' }, 0);
      tl.to('#a', { x: 0, duration: 2, ease: 'none', overwrite: false }, 1);
      window.__timelines = { main: tl };`);
    const [single, jump] = await harness.lastOfEach<number>(site, [upTo(25), [25]], leftOf('a'));
    expect(single).toBe(13);
    expect(jump).toBe(single);
  });

  it('skips no frame while an onUpdate may count', async () => {
    const site = await withGsap(`window.updates = 0;
      const tl = gsap.timeline({ paused: true });
      tl.to('#a', { x: 100, duration: 1, onUpdate: () => { updates++; } }, 1).to({}, { duration: 5 });
      window.__timelines = { main: tl };`);
    const [single, jump] = await harness.lastOfEach<number>(site, [upTo(40), [40]], 'updates');
    // At 1 s, and at each frame up to 2 s.
    expect(single).toBe(11);
    expect(jump).toBe(single);
    const opened = await harness.open(site);
    await opened.ready();
    expect((await opened.seek(40)).steppedFrames).toBeLessThan(20);
    await opened.close();
  });

  it('gives the same as every frame when a callback starts a CSS transition', async () => {
    const site = await withGsap(
      `const tl = gsap.timeline({ paused: true });
      tl.call(() => a.classList.add('out'), [], 1).to({}, { duration: 3 });
      window.__timelines = { main: tl };`,
      '<style>#a { transition: opacity 1s linear } .out { opacity: 0 }</style><div id="a">A</div>',
    );
    const [single, jump] = await harness.lastOfEach<number>(site, [upTo(14), [14]], opacityOf('a'));
    expect(single).toBe(0.6);
    expect(jump).toBe(single);
  });

  it('runs what is not in a paused timeline by the clock', async () => {
    const site = await withGsap(`gsap.to('#a', { x: 100, duration: 2, ease: 'none' });
      window.__timelines = { main: gsap.timeline({ paused: true }) };`);
    const [single, jump] = await harness.lastOfEach<number>(site, [upTo(10), [10]], leftOf('a'));
    expect(jump).toBe(single);
    expect(single).toBeGreaterThan(40);
    expect(single).toBeLessThan(55);
  });

  it('starts the timeline of a nested composition with its host, and takes functions', async () => {
    const site = await withGsap(
      `const make = () => gsap.timeline({ paused: true }).to('#b', { x: 100, duration: 1, ease: 'none' });
      window.__timelines = { main: gsap.timeline({ paused: true }), inner: make };`,
      '<div data-composition-id="inner" data-start="2" data-duration="2"><div id="b" style="position:absolute">B</div></div>',
    );
    const opened = await harness.open(site);
    await opened.ready();
    expect(await opened.track([10, 20, 25, 35], leftOf('b'))).toEqual([0, 0, 50, 100]);
    await opened.close();
  });

  it('says how long an endless timeline is', async () => {
    const site = await withGsap(
      `window.__timelines = { main: gsap.timeline({ paused: true }).to('#a', { x: 1, repeat: -1 }) };`,
    );
    const opened = await harness.open(site);
    await opened.ready();
    expect((await opened.describe()).durations).toEqual({ attribute: 5, hf: null, timeline: 'Infinity' });
    await opened.close();
  });
});

describe('other libraries', () => {
  it('calls functions of time, and begins a registered anime.js instance with its composition', async () => {
    const opened = await harness.open(`<main data-composition-id="main" data-no-timeline>
      <div data-composition-id="inner" data-start="1"></div></main><script>
      window.log = [];
      window.__hfRender = [(sec) => log.push(['render', sec, __hfTime])];
      window.__hfThreeRender = [async (sec) => { await new Promise((done) => setTimeout(done, 50)); log.push(['three', sec, __hfThreeTime]); }];
      hyperframesAnime.register('inner', { pause() {}, seek(ms) { log.push(['anime', ms]); } });
    </script>`);
    await opened.ready();
    await opened.seek(0);
    await opened.page.evaluate('log.length = 0');
    await opened.seek(25);
    expect(await opened.page.evaluate('log')).toEqual([
      ['anime', 1500],
      ['render', 2.5, 2.5],
      ['three', 2.5, 2.5],
    ]);
    await opened.close();
  });

  it('seeks anime.js and Lottie instances', async () => {
    const opened = await harness.open(`<script>
      window.log = [];
      window.__hfAnime = [{ pause() {}, seek(ms) { log.push(['anime', ms]); } }];
      window.__hfLottie = [{ loop: true, getDuration: () => 2, goToAndStop(ms, isFrame) { log.push(['lottie', ms, isFrame]); } },
        { loop: false, duration: 1, totalFrames: 60, pause() {}, setFrame(frame) { log.push(['dot', frame]); } }];
    </script>`);
    await opened.ready();
    await opened.seek(0);
    await opened.page.evaluate('log.length = 0');
    await opened.seek(25);
    expect(await opened.page.evaluate('log')).toEqual([
      ['anime', 2500],
      ['lottie', 500, false],
      ['dot', 59],
    ]);
    await opened.close();
  });
});

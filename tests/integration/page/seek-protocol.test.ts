import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PageHarness } from './page-harness.js';

const harness = new PageHarness();
beforeAll(() => harness.start());
afterAll(() => harness.stop());

const upTo = (last: number) => Array.from({ length: last + 1 }, (_, index) => index);

describe('hf-seek', () => {
  it('tells window and document once per frame, and waits', async () => {
    const opened = await harness.open(`<script>
      window.seen = []; window.done = [];
      for (const target of [window, document]) target.addEventListener('hf-seek', (event) => {
        const { time, frame, fps } = event.detail;
        seen.push([target === window ? 'window' : 'document', time, frame, fps, window.__hfThreeTime]);
      });
      window.addEventListener('hf-seek', ({ detail }) => detail.waitUntil(
        fetch('index.html').then((answer) => answer.text()).then(() => done.push(detail.frame))));
    </script>`);
    await opened.ready();
    await opened.seek(0);
    await opened.seek(15);
    expect(await opened.page.evaluate('seen')).toEqual([
      ['document', 0, 0, 10, 0],
      ['window', 0, 0, 10, 0],
      ['document', 1.5, 15, 10, 1.5],
      ['window', 1.5, 15, 10, 1.5],
    ]);
    expect(await opened.page.evaluate('done')).toEqual([0, 15]);
    await opened.close();
  });

  it.each([
    ['an animation frame', 'new Promise((resolve) => requestAnimationFrame(resolve))'],
    [
      'two animation frames',
      'new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))',
    ],
    ['a timer', 'new Promise((resolve) => setTimeout(resolve, 30))'],
    ['a timer without delay', 'new Promise((resolve) => setTimeout(resolve))'],
  ])('waits for a promise that needs %s, with the clock standing', async (_, promise) => {
    const opened = await harness.open(`<script>window.done = [];
      document.addEventListener('hf-seek', ({ detail }) => detail.waitUntil(${promise}.then(() => done.push(performance.now()))));
    </script>`);
    await opened.ready();
    await opened.seek(4);
    expect(await opened.page.evaluate('done')).toEqual([0, 400]);
    await opened.close();
  });

  it.each([
    ['an animation frame', 'requestAnimationFrame(draw)'],
    ['a timer without delay', 'setTimeout(draw)'],
    ['promises', 'Promise.resolve().then(() => null).then(() => null).then(draw)'],
  ])('shows what a listener draws in %s without waiting', async (_, later) => {
    const body = `<script>document.addEventListener('hf-seek', ({ detail }) => {
      const draw = () => { window.drawn = detail.frame; }; ${later}; });</script>`;
    expect(await harness.lastOfEach(body, [upTo(6), [6]], 'drawn')).toEqual([6, 6]);
  });

  it('does not give a simulation an extra frame', async () => {
    const body = `<script>let n = 0; (function loop() { n++; requestAnimationFrame(loop); })();
      document.addEventListener('hf-seek', ({ detail }) => detail.waitUntil(new Promise((resolve) => requestAnimationFrame(resolve))));
    </script>`;
    expect(await harness.lastOfEach(body, [upTo(6), [6]], 'n')).toEqual([8, 8]);
  });

  it('reports a rejected wait and a listener that throws, with the frame', async () => {
    const opened = await harness.open(`<script>document.addEventListener('hf-seek', ({ detail }) => {
      if (detail.frame === 3) { detail.waitUntil(Promise.reject(new Error('no texture'))); throw new TypeError('broken'); }
    });</script>`);
    await opened.ready();
    expect((await opened.seek(2)).errors).toEqual([]);
    const { errors } = await opened.seek(3);
    expect(errors.map(({ kind, frameIndex }) => [kind, frameIndex])).toEqual([
      ['exception', 3],
      ['rejection', 3],
    ]);
    expect(errors[0]?.message).toContain('TypeError: broken');
    expect(errors[0]?.where).toMatch(/index\.html:2:\d+$/);
    expect(errors[1]?.message).toBe('hf-seek of frame 3 was rejected: Error: no texture');
    expect((await opened.seek(4)).errors).toEqual([]);
    await opened.close();
  });
});

describe('a page with its own __hf', () => {
  it('is sought and awaited, and needs no timeline', async () => {
    const opened = await harness.open(`<div data-composition-id="x"></div><script>
      window.shown = [];
      window.__hf = { duration: 12.5, seek: async (t) => { await fetch('index.html'); shown.push(t); } };
    </script>`);
    expect((await opened.ready()).blockers).toEqual([]);
    expect((await opened.describe()).durations).toEqual({ attribute: null, hf: 12.5, timeline: null });
    await opened.seek(7);
    expect(await opened.page.evaluate('shown')).toEqual([0, 0.7]);
    await opened.close();
  });
});

describe('clips', () => {
  const visibilityOf = (ids: readonly string[]) =>
    `${JSON.stringify(ids)}.filter((id) => getComputedStyle(document.getElementById(id)).visibility === 'visible').join(' ')`;

  it('shows clips while start <= t < end, relative starts included', async () => {
    const opened =
      await harness.open(`<div data-composition-id="root" data-start="0" data-duration="2" data-no-timeline id="root">
      <div id="a" class="clip" data-start="0" data-duration="1"><b id="in-a" style="visibility:visible">x</b></div>
      <div id="b" data-start="a" data-duration="0.5" data-track-index="2"></div>
      <div id="c" data-start="b + 0.5" data-end="9"></div>
      <div id="d" data-start="c - 7"></div>
      <div id="e" data-hidden></div>
      <audio id="f" data-start="1"></audio></div>`);
    expect(await opened.ready()).toMatchObject({ ready: true, errors: [] });
    const states = await opened.track(
      [0, 9, 10, 14, 15, 20, 30, 5],
      visibilityOf(['root', 'a', 'in-a', 'b', 'c', 'd', 'e']),
    );
    expect(states).toEqual([
      'root a in-a',
      'root a in-a',
      'root b',
      'root b',
      'root',
      'root c d',
      'root c d',
      'root a in-a',
    ]);
    expect((await opened.describe()).clips).toEqual([
      { id: 'a', tag: 'div', startSec: 0, endSec: 1, track: 0, isComposition: false },
      { id: 'b', tag: 'div', startSec: 1, endSec: 1.5, track: 2, isComposition: false },
      { id: 'c', tag: 'div', startSec: 2, endSec: 9, track: 0, isComposition: false },
      { id: 'd', tag: 'div', startSec: 2, endSec: null, track: 0, isComposition: false },
      { id: 'e', tag: 'div', startSec: 0, endSec: null, track: 0, isComposition: false },
      { id: 'f', tag: 'audio', startSec: 1, endSec: null, track: 0, isComposition: false },
    ]);
    await opened.close();
  });

  it('may refer to clips further down while the document still loads', async () => {
    const opened = await harness.open(`<div id="a" data-start="b"><b id="in-a">A</b></div>
      <script>document.getElementById('in-a').animate([{ opacity: 0 }, { opacity: 1 }], 1000).finished;</script>
      <div id="b" data-start="0" data-duration="2"></div>`);
    expect(await opened.ready()).toMatchObject({ ready: true, errors: [] });
    expect((await opened.seek(25)).errors).toEqual([]);
    expect(await opened.page.evaluate(`getComputedStyle(document.getElementById('in-a')).opacity`)).toBe(
      '0.5',
    );
    await opened.close();
  });

  it('leaves the page its own visibility and follows changes of the DOM', async () => {
    const opened = await harness.open(`<div id="a" data-start="1" style="visibility:visible !important"></div>
      <div id="b" data-start="0" style="visibility:hidden"></div>
      <style>#c { visibility: visible !important }</style><div id="c" data-start="1"></div><div id="late"></div>`);
    await opened.ready();
    expect(await opened.track([0, 10], visibilityOf(['b', 'c', 'late']))).toEqual(['late', 'c late']);
    await opened.page.evaluate(`late.dataset.start = '3'; document.adoptedStyleSheets = []`);
    expect(await opened.track([20, 30], visibilityOf(['b', 'c', 'late']))).toEqual(['c', 'c late']);
    await opened.close();
  });
});

describe('iframes of the same origin', () => {
  it('follow the seeks, with clock, randomness, animations and readiness', async () => {
    const inner = `<!doctype html><style>@keyframes w { from { width: 0 } to { width: 100px } } i { display: block; animation: w 1s linear both }</style>
      <i></i><script>window.first = Math.random(); let n = 0; (function loop() { n++; requestAnimationFrame(loop); })();
      window.__renderReady = false; setTimeout(() => { window.__renderReady = true; }, 300);
      window.look = () => [performance.now(), Math.round(document.querySelector('i').getBoundingClientRect().width), n, first];</script>`;
    const site = { 'index.html': '<!doctype html><iframe src="inner.html"></iframe>', 'inner.html': inner };
    const opened = await harness.open(site);
    expect(await opened.ready()).toMatchObject({ ready: true });
    await opened.close();
    const [single, jump] = await harness.lastOfEach<number[]>(site, [upTo(5), [5]], 'frames[0].look()');
    expect(single?.slice(0, 2)).toEqual([500, 50]);
    expect(jump).toEqual(single);
  });
});

describe('canvases that are drawn off the screen', () => {
  it('show what the page draws itself, and can be handed over once', async () => {
    const opened = await harness.open(`<canvas id="a" width="8" height="8"></canvas><script>
      const context = a.transferControlToOffscreen().getContext('2d');
      document.addEventListener('hf-seek', ({ detail }) => {
        context.fillStyle = detail.time < 0.5 ? '#f00' : '#00f';
        context.fillRect(0, 0, 8, 8);
      });
      window.look = () => {
        const copy = new OffscreenCanvas(8, 8).getContext('2d');
        copy.drawImage(a, 0, 0);
        return [...copy.getImageData(4, 4, 1, 1).data];
      };
    </script>`);
    await opened.ready();
    expect(await opened.track([0, 9], 'look()')).toEqual([
      [255, 0, 0, 255],
      [0, 0, 255, 255],
    ]);
    await expect(opened.page.evaluate('void a.transferControlToOffscreen()')).rejects.toThrow(
      'Already handed over',
    );
    await opened.close();
  });
});

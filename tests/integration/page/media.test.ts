import { afterAll, beforeAll, expect, it } from 'vitest';
import { type OpenedPage, PageHarness } from './page-harness.js';

const harness = new PageHarness();
beforeAll(() => harness.start());
afterAll(() => harness.stop());

async function openFilm(
  script: string,
  attributes = 'data-start="1" data-media-start="2" data-playback-rate="2"',
): Promise<OpenedPage> {
  const source = { kind: 'video' as const, durationSec: 9, widthPx: 640, heightPx: 360 };
  const html = `<!doctype html><div data-composition-id="main" data-no-timeline data-duration="10">
    <video id="film" src="film.mp4" ${attributes} data-volume="0.5"></video></div><script>${script}</script>`;
  return harness.open(
    { 'index.html': html },
    { media: { baseUrl: '', sources: { 'film.mp4': source }, videos: [] } },
  );
}

it('tells scripts what the file is and where the composition is in it', async () => {
  const opened = await openFilm(`
    const film = document.querySelector('#film'); const events = [];
    for (const type of ['loadedmetadata', 'canplaythrough', 'error']) film.addEventListener(type, () => events.push(type));
    film.play().then(() => events.push('playing'));`);
  expect(await opened.ready()).toMatchObject({ ready: true, errors: [] });
  await opened.seek(25);
  const told = await opened.page.evaluate(
    `({ events, time: film.currentTime, duration: film.duration, size: [film.videoWidth, film.videoHeight, film.clientWidth, film.clientHeight],
       ready: film.readyState, paused: film.paused, ended: film.ended, error: film.error, volume: film.volume, end: film.buffered.end(0) })`,
  );
  expect(told).toEqual({
    events: ['playing', 'loadedmetadata', 'canplaythrough'],
    time: 5,
    duration: 9,
    size: [640, 360, 640, 360],
    ready: 4,
    paused: false,
    ended: false,
    error: null,
    volume: 0.5,
    end: 9,
  });
  await opened.close();
});

it('lets scripts seek a film that has no place on the timeline, and wait for its frames', async () => {
  const opened = await openFilm(
    `const film = document.querySelector('#film'); window.seen = [];
     film.requestVideoFrameCallback(function next(now, { mediaTime, width }) { seen.push([now, mediaTime, width]); film.requestVideoFrameCallback(next); });
     addEventListener('hf-seek', ({ detail }) => detail.waitUntil(new Promise((resolve) => {
       film.onseeked = resolve; film.currentTime = detail.time / 2;
     })));`,
    '',
  );
  await opened.ready();
  await opened.seek(4);
  expect(await opened.page.evaluate('film.currentTime')).toBe(0.2);
  expect(await opened.page.evaluate('seen')).toEqual([
    [0, 0, 640],
    [400, 0, 640],
  ]);
  await opened.close();
});

it('tells what each element shows and how loud the timeline makes it', async () => {
  const opened = await openFilm(
    `const film = document.querySelector('#film');
     addEventListener('hf-seek', ({ detail }) => { film.volume = Math.max(0, 1 - detail.time); film.setAttribute('data-has-audio', ''); });`,
    'data-duration="0.3" data-start="0.1" style="width:320px;transform:scale(1.5)"',
  );
  await opened.ready();
  const report = await opened.page.evaluate(() => __framelane.watchMedia(0, 6));
  expect(report.errors).toEqual([]);
  expect(report.samples).toEqual([
    expect.objectContaining({
      id: 'film',
      tag: 'video',
      path: 'film.mp4',
      startSec: 0.1,
      windowStartSec: 0.1,
      windowEndSec: 0.4,
      isHeard: true,
      needsSourceSize: false,
      scale: 0.75,
      frames: [
        [1, 0, 0.9],
        [2, expect.closeTo(0.1, 9), 0.8],
        [3, expect.closeTo(0.2, 9), 0.7],
      ],
    }),
  ]);
  await opened.close();
});

/** There only inside the page. */
declare const __framelane: import('#src/page/index.js').FramelanePageApi;

import { afterAll, expect, it } from 'vitest';
import type { CompositionPage, PageNotice } from '#src/browser/index.js';
import { launch, makeSite } from './site.js';

/** Says what an earlier document has left behind, then leaves everything behind that a document can. */
const TRACES = `<script>
  const database = new Promise((resolve) => {
    const opening = indexedDB.open('traces', 1);
    let isNew = false;
    opening.onupgradeneeded = () => { isNew = true };
    opening.onsuccess = () => { opening.result.close(); resolve(isNew) };
  });
  const found = {
    local: localStorage.length, session: sessionStorage.length, cookie: document.cookie, name: window.name,
    history: history.length, state: history.state, scroll: document.scrollingElement.scrollTop,
    field: null, isNewDatabase: null, caches: null, files: [], top: typeof window.top.left, focus: '',
  };
  const folder = navigator.storage.getDirectory();
  // Which element gets the focus by itself is decided when the page is drawn first.
  let drawn;
  const hasDrawn = new Promise((resolve) => { drawn = resolve });
  addEventListener('hf-seek', () => drawn());
  addEventListener('load', async () => {
    found.field = document.querySelector('input').value;
    found.isNewDatabase = await database;
    found.caches = await caches.keys();
    // The frame file of capture mode raw has a name of 32 hexadecimal digits.
    for await (const name of (await folder).keys()) if (!/^[0-9a-f]{32}$/.test(name)) found.files.push(name);
    await hasDrawn;
    found.focus = document.activeElement.id;
    console.log(JSON.stringify(found));
    localStorage.left = sessionStorage.left = window.name = document.cookie = 'left=1';
    document.querySelector('input').value = 'left';
    document.scrollingElement.scrollTop = 40;
    history.pushState({ left: 1 }, '');
    window.top.left = 1;
    await (await folder).getFileHandle('left', { create: true });
    await caches.open('left');
    console.log('done');
  });
</script><input><div id="first" tabindex="0" autofocus></div><div style="height: 3000px"></div>`;

const FRESH = {
  ...{ local: 0, session: 0, cookie: '', name: '', history: 2, state: null, scroll: 0 },
  ...{ field: '', isNewDatabase: true, caches: [], files: [], top: 'undefined', focus: 'first' },
};

const session = await launch();
const site = await makeSite(TRACES);
afterAll(() => Promise.all([session.close(), site.remove()]));

/** What the page in front of `notices` has found. */
async function found(page: CompositionPage, notices: readonly PageNotice[]): Promise<unknown> {
  await page.waitUntilReady(10_000);
  await page.seek(0);
  await expect.poll(() => notices.at(-1)?.message).toBe('console: done');
  return JSON.parse(notices[0]?.message.replace('console: ', '') ?? '');
}

it.each(['begin-frame', 'screenshot', 'raw'] as const)(
  '%s: a page finds nothing of the one before it',
  async (captureMode) => {
    for (let opened = 0; opened < 2; opened++) {
      const notices: PageNotice[] = [];
      const page = await session.openPage({
        ...site.page,
        captureMode,
        onNotice: (notice) => notices.push(notice),
      });
      expect(await found(page, notices)).toEqual(FRESH);
      await page.close();
    }
  },
);

it('raw: a page that is used again finds nothing either, and tells whoever uses it now', async () => {
  const notices: PageNotice[][] = [];
  const watch = () => {
    const own: PageNotice[] = [];
    notices.push(own);
    return { onNotice: (notice: PageNotice) => own.push(notice) };
  };
  let page: CompositionPage | null = await session.openPage({ ...site.page, captureMode: 'raw', ...watch() });
  for (let opened = 0; opened < 3; opened++) {
    if (page === null) throw new Error('the page could not be used again');
    expect(await found(page, notices[opened] ?? [])).toEqual(FRESH);
    page = await page.again();
    page?.watch(watch());
  }
  await page?.close();
  expect(notices.map(({ length }) => length)).toEqual([2, 2, 2, 0]);
});

it.each(['begin-frame', 'screenshot'] as const)('%s: a page is used once', async (captureMode) => {
  const page = await session.openPage({ ...site.page, captureMode });
  await page.waitUntilReady(10_000);
  expect(await page.again()).toBeNull();
  await page.close();
});

// How long a frame of the Run screen takes, with 256 chunks, 16 workers and 100,000 frames under way and a whole snapshot
// ten times a second: `npm run bench:run-screen`. Prints, for each view, the wall time between frames and the processor time
// that the page's main thread spent in each; the second does not depend on what else the machine does.

import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import sirv from 'sirv';
import { build } from 'vite';

const SECONDS_PER_VIEW = 8;
const BUDGET_MS = 16;
const root = fileURLToPath(new URL('..', import.meta.url));

const { requireBrowser } = await import('../dist/browser/index.js');
const { cacheDirOf } = await import('../dist/process/index.js');
const found = await requireBrowser({ env: process.env, cacheDir: cacheDirOf(process.env) });
const outDir = mkdtempSync(join(tmpdir(), 'framelane-run-screen-'));
await build({
  configFile: join(root, 'vite.config.ts'),
  mode: 'demo',
  logLevel: 'warn',
  build: { outDir, emptyOutDir: true },
});
const server = createServer(sirv(outDir));
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const browser = await chromium.launch({
  executablePath: found.path,
  chromiumSandbox: process.getuid?.() !== 0,
});
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const origin = `http://127.0.0.1:${server.address().port}`;
  await page.goto(`${origin}/dev/index.html?scenario=stress#/run?run=r-live`);
  await page.getByRole('treegrid', { name: 'Chunks' }).waitFor();
  const rows = [];
  rows.push(await measure(page, 'media time'));
  await page.keyboard.press('t');
  rows.push(await measure(page, 'wall clock'));
  rows.push(await measure(page, 'scrolling the table', scrollTable));
  console.table(Object.fromEntries(rows.map(({ view, ...figures }) => [view, figures])));
  const worst = Math.max(...rows.map((row) => row['work p95, ms']));
  console.log(`Work per frame, p95 of the worst view: ${worst} ms of ${BUDGET_MS} ms.`);
} finally {
  await browser.close();
  server.close();
  rmSync(outDir, { recursive: true, force: true });
}

/** Follows the frames of one view. */
async function measure(page, view, meanwhile = () => {}) {
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline', '__metadata'] });
  const gaps = page.evaluate(
    (milliseconds) =>
      new Promise((resolve) => {
        const found = [];
        const startMs = performance.now();
        let lastMs = startMs;
        const tick = (nowMs) => {
          found.push(nowMs - lastMs);
          lastMs = nowMs;
          if (nowMs - startMs < milliseconds) requestAnimationFrame(tick);
          else resolve(found.slice(1));
        };
        requestAnimationFrame(tick);
      }),
    SECONDS_PER_VIEW * 1000,
  );
  await meanwhile(page);
  const wall = await gaps;
  const work = workPerFrame(JSON.parse(String(await browser.stopTracing())).traceEvents);
  return {
    view,
    frames: wall.length,
    'gap p50, ms': percentile(wall, 0.5),
    'gap p95, ms': percentile(wall, 0.95),
    'work p50, ms': percentile(work, 0.5),
    'work p95, ms': percentile(work, 0.95),
    'work max, ms': percentile(work, 1),
  };
}

async function scrollTable(page) {
  await page.getByRole('treegrid', { name: 'Chunks' }).hover();
  for (let step = 0; step < SECONDS_PER_VIEW * 10; step++) {
    await page.mouse.wheel(0, step % 40 < 20 ? 240 : -240);
    await page.waitForTimeout(50);
  }
}

/** Processor time of the main thread's tasks between one animation frame and the next, milliseconds. */
function workPerFrame(events) {
  const named = events.filter(({ ph, name }) => ph === 'M' && name === 'thread_name');
  const main = new Set(
    named.filter(({ args }) => args.name === 'CrRendererMain').map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const mine = events.filter(({ pid, tid }) => main.has(`${pid} ${tid}`)).sort((a, b) => a.ts - b.ts);
  const starts = mine.filter(({ name }) => name === 'FireAnimationFrame').map(({ ts }) => ts);
  const tasks = mine.filter(({ name, ph }) => ph === 'X' && /RunTask$/.test(name));
  const work = starts.map(() => 0);
  let frame = -1;
  for (const { ts, dur, tdur } of tasks) {
    while (frame + 1 < starts.length && starts[frame + 1] <= ts + dur) frame++;
    if (frame >= 0) work[frame] += (tdur ?? dur) / 1000;
  }
  return work.slice(1, -1);
}

function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return Math.round(value * 10) / 10;
}

// Painting a plan's frames without capturing them: what no renderer of pages can do without.

import { launchBrowser } from '../dist/browser/index.js';
import { ServedPlan } from '../dist/chunk/served-plan.js';
import { planPageOptions } from '../dist/plan/index.js';
import { readCpuSecByKind } from './process-tree.mjs';

/**
 * Paints every frame of a plan once: a browser per worker, side by side, which take the chunks in order. Launching and
 * loading is over when the clock starts.
 * @param besides what a worker does for a chunk while it paints it.
 * @returns wallSec, and CPU seconds by kind of the browsers and of this process without `besides`' children.
 */
export async function measurePaint({ plan, browserPath, workers, besides = async () => {} }) {
  const served = new ServedPlan();
  const painters = [];
  try {
    const { siteUrl } = await served.take(plan.planDir);
    for (let worker = 0; worker < workers; worker++)
      painters.push(await openPainter(plan, browserPath, siteUrl));
    const pids = painters.map(({ session }) => session.pid);
    const waiting = [...plan.chunks.slices];
    const cpuBefore = readCpuSecByKind(pids);
    const nodeBefore = process.cpuUsage();
    const startedAt = performance.now();
    const work = async ({ page }) => {
      for (let slice = waiting.shift(); slice !== undefined; slice = waiting.shift())
        await Promise.all([paintSlice(page, slice), besides(slice)]);
    };
    await Promise.all(painters.map(work));
    const wallSec = (performance.now() - startedAt) / 1000;
    const { user, system } = process.cpuUsage(nodeBefore);
    const cpuSecByKind = difference(readCpuSecByKind(pids), cpuBefore);
    return { wallSec, cpuSecByKind: { ...cpuSecByKind, node: (user + system) / 1e6 } };
  } finally {
    await Promise.all(painters.map(({ session }) => session.close()));
    await served.close();
  }
}

async function openPainter(plan, browserPath, siteUrl) {
  const { widthPx, heightPx } = plan.composition;
  const session = await launchBrowser({ browserPath, widthPx, heightPx, gl: plan.encoder.gl });
  try {
    const options = { ...planPageOptions(plan, siteUrl), captureMode: 'begin-frame', imageFormat: 'jpeg' };
    const page = await session.openPage(options);
    await page.waitUntilReady(plan.encoder.readyTimeoutMs);
    return { session, page };
  } catch (error) {
    await session.close();
    throw error;
  }
}

async function paintSlice(page, { start, end }) {
  for (let frameIndex = start; frameIndex < end; frameIndex++) {
    await page.seek(frameIndex);
    // The page's source of frames is no part of what a page offers to renderers, who never draw for nothing.
    await page.footing.frames.pump();
  }
}

function difference(after, before) {
  return Object.fromEntries(
    Object.entries(after ?? {}).map(([kind, sec]) => [kind, sec - (before?.[kind] ?? 0)]),
  );
}

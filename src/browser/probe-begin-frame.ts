import type { CDPSession } from 'puppeteer-core';
import { TICK_INTERVAL_MS, type TickAllocator } from './tick-allocator.js';

/** A frame of an empty page takes a few milliseconds; a compositor that hangs takes for ever. */
const PROBE_TIMEOUT_MS = 5000;

/** Tries BeginFrame on an empty page that is to be framed by us: a broken browser never answers. */
export async function probeBeginFrame(cdp: CDPSession, ticks: TickAllocator): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), PROBE_TIMEOUT_MS);
  });
  const works = await Promise.race([drawsFrames(cdp, ticks), late]);
  clearTimeout(timer);
  return works;
}

/** Frames come without a picture until the page has a surface; the first with one is the proof. */
async function drawsFrames(cdp: CDPSession, ticks: TickAllocator): Promise<boolean> {
  const deadlineMs = performance.now() + PROBE_TIMEOUT_MS;
  while (performance.now() < deadlineMs) {
    const answer = await cdp
      .send('HeadlessExperimental.beginFrame', {
        frameTimeTicks: ticks.next(),
        interval: TICK_INTERVAL_MS,
        screenshot: { format: 'png' },
      })
      .catch(() => null);
    if (answer === null) return false;
    if (answer.screenshotData !== undefined) return true;
  }
  return false;
}

import type { Browser, CDPSession } from 'puppeteer-core';
import { RenderError } from '../errors/index.js';
import { buildInitScript, buildWorkerScript, FRAME_BINDING_NAME } from '../page/index.js';
import { classifyBrowserFailure } from './classify-browser-failure.js';
import { SITE_DOMAIN } from './file-server.js';
import { beginFrameSource, type FrameSource, screenshotSource } from './frame-source.js';
import { DEFAULT_INACTIVITY_TIMEOUT_MS, PageChannel } from './page-channel.js';
import { watchNotices } from './page-notices.js';
import { clearStored, PageTab } from './page-tab.js';
import { attachPage } from './page-target.js';
import { type RawFrames, rawFrameSource } from './raw-frame-source.js';
import { relieveFrames } from './relieve-frames.js';
import { guardRequests } from './request-guard.js';
import { type Stage, Stages } from './stages.js';
import type { TickAllocator } from './tick-allocator.js';
import type { CompositionPage, OpenPageOptions } from './types.js';
import { runInWorkers } from './worker-scripts.js';

/**
 * Opens a composition in a page of its own, with the frame clock in place before any of its scripts runs.
 * @throws CAPTURE_TIMEOUT, CANCELLED, BROWSER_CRASHED, COMPOSITION_ERROR when the document itself cannot be loaded.
 */
export async function openCompositionPage(
  control: CDPSession,
  ticks: TickAllocator,
  browser: Browser,
  profileDir: string,
  options: OpenPageOptions,
): Promise<CompositionPage> {
  const target = await attachPage(control, windowOf(options)).catch((error: unknown) => {
    throw classifyBrowserFailure(error, 'opening a page');
  });
  const timeoutMs = options.inactivityTimeoutMs ?? DEFAULT_INACTIVITY_TIMEOUT_MS;
  const channel = new PageChannel(target.cdp, timeoutMs, options.signal);
  const crashed = () => channel.end(new RenderError('BROWSER_CRASHED', 'The browser closed unexpectedly.'));
  browser.once('disconnected', crashed);
  target.cdp.once('Inspector.targetCrashed', crashed);
  const close = async () => {
    browser.off('disconnected', crashed);
    channel.dispose();
    await target.close();
  };
  try {
    const baseUrl = baseUrlOf(options.url);
    const stages = options.captureMode === 'raw' ? new Stages(baseUrl, options) : null;
    const stage = stages?.next();
    const guard = await guardRequests(target.cdp, baseUrl, (url) => stages?.at(url) ?? null);
    const notices = watchNotices(target.cdp, baseUrl, options.onNotice);
    await prepare(channel, target.cdp, options);
    await runInWorkers(control, target.cdp, buildWorkerScript(options.runtime));
    const showsFilms = (options.runtime.media?.videos ?? []).length > 0;
    const relieved = showsFilms ? relieveFrames(channel, options.widthPx * options.heightPx * 4) : null;
    const startFrames = (mark = '') => {
      const frames = frameSource(channel, ticks, { ...options, profileDir, mark });
      return relieved?.(frames) ?? frames;
    };
    const restage = async (next: Stage) => {
      // Otherwise the composition would find the pages before it in its history.
      await channel.call('Page.resetNavigationHistory', undefined, 'leaving the composition');
      await navigate(channel, next.url, options.url);
      return startFrames(next.mark);
    };
    const tab = new PageTab(
      { channel, guard, notices, baseUrl, close, restage: stages && (() => restage(stages.next())) },
      startFrames(stage?.mark),
    );
    await navigate(channel, stage?.url ?? options.url, options.url);
    target.cdp.on('Runtime.bindingCalled', ({ name }) => {
      if (name === FRAME_BINDING_NAME) tab.page.drawForSeek();
    });
    return tab.page;
  } catch (error) {
    await close();
    throw classifyBrowserFailure(error, 'opening the composition');
  }
}

/** @param compositionUrl for messages. */
async function navigate(channel: PageChannel, url: string, compositionUrl: string): Promise<void> {
  const { errorText } = await channel.call('Page.navigate', { url }, 'opening the composition');
  if (errorText === undefined) return;
  throw new RenderError(
    'COMPOSITION_ERROR',
    `The page ${compositionUrl} could not be opened: ${errorText}.`,
    { url: compositionUrl },
  );
}

function frameSource(
  channel: PageChannel,
  ticks: TickAllocator,
  options: OpenPageOptions & RawFrames,
): FrameSource {
  switch (options.captureMode) {
    case 'raw':
      return rawFrameSource(channel, ticks, options);
    case 'begin-frame':
      return beginFrameSource(channel, ticks, options);
    case 'screenshot':
      return screenshotSource(channel, options);
  }
}

async function prepare(channel: PageChannel, cdp: CDPSession, options: OpenPageOptions): Promise<void> {
  const doing = 'preparing the page';
  // A dialog would stop the page until somebody answers it.
  cdp.on('Page.javascriptDialogOpening', () => {
    cdp.send('Page.handleJavaScriptDialog', { accept: false }).catch(() => undefined);
  });
  await Promise.all([
    clearStored(channel, options.url),
    channel.call('Page.enable', undefined, doing),
    channel.call('Runtime.enable', undefined, doing),
    channel.call('Runtime.addBinding', { name: FRAME_BINDING_NAME }, doing),
    channel.call(
      'Emulation.setDeviceMetricsOverride',
      {
        width: options.widthPx,
        height: options.heightPx,
        deviceScaleFactor: options.deviceScaleFactor ?? 1,
        mobile: false,
        ...(isFramedByUs(options) ? { scale: options.deviceScaleFactor ?? 1, dontSetVisibleSize: true } : {}),
      },
      doing,
    ),
    channel.call('Emulation.setTimezoneOverride', { timezoneId: options.timezone }, doing),
    channel.call('Emulation.setLocaleOverride', { locale: options.locale }, doing),
    channel.call(
      'Emulation.setDefaultBackgroundColorOverride',
      { color: options.transparent ? { r: 0, g: 0, b: 0, a: 0 } : { r: 255, g: 255, b: 255, a: 1 } },
      doing,
    ),
    channel.call(
      'Page.addScriptToEvaluateOnNewDocument',
      { source: buildInitScript({ ...options.runtime, isStaged: options.captureMode === 'raw' }) },
      doing,
    ),
  ]);
}

/**
 * The window of the page. BeginFrame copies the window as it is, so there it has the size of the delivered image and the
 * page is scaled up to fill it: the same pixels as a screenshot with that device scale factor.
 */
function windowOf(options: OpenPageOptions): Parameters<typeof attachPage>[1] {
  const beginFrame = isFramedByUs(options);
  const scale = beginFrame ? (options.deviceScaleFactor ?? 1) : 1;
  return {
    widthPx: Math.round(options.widthPx * scale),
    heightPx: Math.round(options.heightPx * scale),
    beginFrame,
  };
}

/** Whether the page draws when we say so. */
function isFramedByUs({ captureMode }: OpenPageOptions): boolean {
  return captureMode !== 'screenshot';
}

/** The address below which everything belongs to the composition: its own origin, or origin and token. */
function baseUrlOf(url: string): string {
  const { origin, hostname, pathname } = new URL(url);
  return hostname.endsWith(`.${SITE_DOMAIN}`) ? `${origin}/` : `${origin}/${pathname.split('/')[1] ?? ''}/`;
}

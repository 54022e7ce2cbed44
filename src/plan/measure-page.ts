import {
  type BrowserSession,
  type CompositionPage,
  launchBrowser,
  type OpenPageOptions,
  startFileServer,
} from '../browser/index.js';
import { type Composition, noRoot } from '../composition/index.js';
import {
  type CaptureMode,
  type CompositionMetadataJson,
  type Logger,
  type ResolvedRenderConfig,
  STEPPED_STATES,
  type WebglInfo,
} from '../contract/index.js';
import { RenderError } from '../errors/index.js';
import type { PageDescription } from '../page/protocol.js';
import { firstCaptureMode, isBeginFrameFailure } from './capture-mode.js';
import { type CaptureRequest, chooseCapture } from './choose-capture.js';
import type { FrameCostSample } from './frame-costs.js';
import { lockEncoder } from './lock-encoder.js';
import { type WatchedMedia, watchPage } from './media/watch-page.js';
import { planPageOptions } from './plan-page-options.js';
import type { ChosenCapture } from './raw-candidate.js';
import { framesToRehearse, type Rehearsal, rehearse } from './rehearse.js';
import { type MeasuredDuration, resolveDuration } from './resolve-duration.js';
import type { SteppingCost } from './stepping.js';

/** A page that does not answer begin-frame for this long is captured by screenshots instead. */
const BEGIN_FRAME_PROBE_MS = 10_000;

/** A machine under load may be late once; a page that hangs begin-frame does so again. */
const BEGIN_FRAME_ATTEMPTS = 2;

/** How many frames are tried: for a cost curve, for an estimate, or just to see that they work. */
const SAMPLES = { curve: 12, estimate: 5, proof: 1 } as const;

export interface MeasureRequest extends CaptureRequest {
  readonly composition: Composition;
  readonly compiledDir: string;
  /** When the last sound or film of known length ends, in seconds. */
  readonly lastMediaSec: number | null;
  /** What the page is told of the media files. */
  readonly mediaSources: CompositionMetadataJson['mediaSources'];
  /** A browser to start, or one that runs and stays open. */
  readonly browser: { readonly path: string } | { readonly session: BrowserSession };
  readonly logger: Logger;
}

/** What only a browser can tell about a composition. */
export interface Measurement extends ChosenCapture {
  readonly description: PageDescription;
  readonly duration: MeasuredDuration;
  readonly frameCosts: readonly FrameCostSample[];
  /** Null for a page that jumps to its frames. */
  readonly stepping: SteppingCost | null;
  readonly browserVersion: string;
  readonly webgl: WebglInfo;
  readonly browserRssBytes: number;
  readonly warnings: readonly string[];
  /** What the media elements do; null for a page without. */
  readonly media: WatchedMedia | null;
}

/**
 * Opens the compiled composition as a chunk will, waits until it is ready, asks what it is and tries some frames. With
 * `captureMode: 'auto'`, a page that does not get along with begin-frame, in two browsers, is tried with screenshots; one
 * that raw frames show as begin-frame does is captured raw.
 * @throws what the page does wrong: COMPOSITION_NOT_READY, COMPOSITION_ERROR with the frame, ASSET_MISSING,
 * COMPOSITION_INVALID and DURATION_OUT_OF_RANGE for its duration; CONFIG_INVALID for a mode the browser lacks.
 */
export async function measurePage(request: MeasureRequest): Promise<Measurement> {
  const { logger } = request;
  let failure = '';
  for (let attempt = 1; attempt <= BEGIN_FRAME_ATTEMPTS; attempt++) {
    const outcome = await withSession(request, (session) => tryFirstMode(request, session));
    if (!(outcome instanceof RenderError)) return outcome;
    failure = outcome.message;
    logger.warn({ attempt, failure }, 'begin-frame failed');
  }
  const warning = `The page could not be captured with begin-frame (${failure}), so screenshots are taken, which is slower.`;
  const measured = await withSession(request, (session) => measureIn(request, session, 'screenshot'));
  return { ...measured, captureModeWhy: failure, warnings: [warning] };
}

/** Measures in the mode that comes first; returns the error by which a page shows that it does not take begin-frame. */
async function tryFirstMode(
  request: MeasureRequest,
  session: BrowserSession,
): Promise<Measurement | RenderError> {
  const asked = request.config.captureMode;
  const mode = firstCaptureMode(asked, session);
  try {
    return await measureIn(request, session, mode);
  } catch (error) {
    if (asked === 'auto' && mode === 'begin-frame' && isBeginFrameFailure(error)) return error;
    throw error;
  }
}

async function withSession<T>(
  { browser, config, page, signal, logger }: MeasureRequest,
  work: (session: BrowserSession) => Promise<T>,
): Promise<T> {
  if ('session' in browser) return work(browser.session);
  const { widthPx, heightPx } = page;
  const options = { browserPath: browser.path, widthPx, heightPx, gl: config.gl, logger };
  const session = await launchBrowser({ ...options, ...(signal && { signal }) });
  try {
    return await work(session);
  } finally {
    await session.close();
  }
}

async function measureIn(
  request: MeasureRequest,
  session: BrowserSession,
  captureMode: CaptureMode,
): Promise<Measurement> {
  const { composition, config, signal } = request;
  const server = await startFileServer(request.compiledDir);
  let page: CompositionPage | undefined;
  try {
    const options = toPageOptions(request, captureMode, server.siteUrl);
    page = await session.openPage(options);
    await page.waitUntilReady(config.readyTimeoutMs);
    const description = await page.describe();
    assertRoot(request, description);
    const duration = resolveDuration(
      {
        settingSec: config.durationSec,
        attributeSec: composition.durationSec,
        page: description.durations,
        lastMediaSec: request.lastMediaSec,
      },
      request.page.fps,
      composition.entryFile,
    );
    const frames = framesToRehearse(duration.frameCount, samplesFor(config), description.stepsFrames);
    const rehearsal = await rehearse(page, frames, signal);
    const stepping = judgeStepping(description, await page.describe(), rehearsal);
    const hasMedia = await page.hasMedia();
    const browserRssBytes = await session.rssBytes();
    await page.close();
    page = undefined;
    const media = hasMedia
      ? await watchPage(session, options, duration.frameCount, config.readyTimeoutMs)
      : null;
    assertNothingMissing(server.missing);
    const { frameCount } = duration;
    const chosen = await chooseCapture(request, session, options, { description, frameCount });
    return {
      description,
      duration,
      ...chosen,
      frameCosts: rehearsal.frameCosts,
      stepping,
      browserVersion: session.version,
      webgl: session.webgl,
      browserRssBytes,
      warnings: [],
      media,
    };
  } finally {
    await page?.close();
    await server.close();
  }
}

function toPageOptions(
  { composition, config, page, mediaSources, signal, logger }: MeasureRequest,
  captureMode: CaptureMode,
  baseUrl: string,
): OpenPageOptions {
  const { entryFile, durationSec } = composition;
  const planned = {
    composition: { ...page, entryFile, durationSec, mediaSources, variables: { ...composition.variables } },
    videos: [],
    encoder: lockEncoder(config, { ...page, captureMode, captureModeWhy: '', chunkSize: 1 }),
    plan: page,
  };
  return {
    ...planPageOptions(planned, baseUrl),
    logger,
    ...(signal && { signal }),
    ...(captureMode === 'begin-frame' && { inactivityTimeoutMs: BEGIN_FRAME_PROBE_MS }),
  };
}

/** A page that visits fewer of the frames that it passes only stops here and there. */
const MIN_STEPPED_SHARE = 0.25;

/** What the page kept from frame to frame before the first frame and after the last that was tried. */
function judgeStepping(
  before: PageDescription,
  after: PageDescription,
  { stepMs, captureMs, visitedShare }: Rehearsal,
): SteppingCost | null {
  const found = new Set([...before.states, ...after.states]);
  if (visitedShare < MIN_STEPPED_SHARE) return null;
  if (!STEPPED_STATES.some((state) => state !== 'random' && found.has(state))) found.add('timeline-updates');
  return { states: STEPPED_STATES.filter((state) => found.has(state)), stepMs, captureMs };
}

function samplesFor(config: ResolvedRenderConfig): number {
  if (config.balance === 'cost') return SAMPLES.curve;
  return config.runtimeCap === undefined ? SAMPLES.proof : SAMPLES.estimate;
}

function assertRoot(
  { composition, config }: MeasureRequest,
  { compositionId, durations }: PageDescription,
): void {
  const hasRoot = composition.compositionId !== null || compositionId !== null;
  if (!hasRoot && durations.hf === null && config.durationSec === undefined)
    throw noRoot(composition.entryFile);
}

/** Files that the page asked for at run time, in vain. */
function assertNothingMissing(missing: readonly string[]): void {
  if (missing.length === 0) return;
  throw new RenderError(
    'ASSET_MISSING',
    `The page asked for files that the project does not have: ${missing.join(', ')}.`,
    {
      path: missing[0] ?? '',
      missing,
      fix: 'Add the files to the project folder, or do not load them.',
    },
  );
}

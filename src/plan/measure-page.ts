import {
  type BrowserSession,
  type CompositionPage,
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
import { BEGIN_FRAME_PROBE_MS, firstCaptureMode } from './capture-mode.js';
import type { PlannedGeometry } from './describe-page.js';
import type { FrameCostSample } from './frame-costs.js';
import { lockEncoder } from './lock-encoder.js';
import { type WatchedMedia, watchPage } from './media/watch-page.js';
import type { PlanBrowser } from './plan-browser.js';
import { planPageOptions } from './plan-page-options.js';
import { framesToRehearse, type Rehearsal, rehearse } from './rehearse.js';
import { type MeasuredDuration, resolveDuration } from './resolve-duration.js';
import type { SteppingCost } from './stepping.js';

/** How many frames are tried: for a cost curve, for an estimate, or just to see that they work. */
const SAMPLES = { curve: 12, estimate: 5, proof: 1 } as const;

export interface MeasureRequest {
  readonly composition: Composition;
  readonly config: ResolvedRenderConfig;
  readonly page: PlannedGeometry;
  readonly compiledDir: string;
  /** When the last sound or film of known length ends, in seconds. */
  readonly lastMediaSec: number | null;
  /** What the page is told of the media files. */
  readonly mediaSources: CompositionMetadataJson['mediaSources'];
  /** Stays open. */
  readonly browser: PlanBrowser;
  readonly signal: AbortSignal | undefined;
  readonly logger: Logger;
}

/** What only a browser can tell about a composition. */
export interface Measurement {
  /** How the page was captured. */
  readonly captureMode: CaptureMode;
  /** How begin-frame failed before; null when it did not, or was not tried. */
  readonly beginFrameFailure: string | null;
  readonly description: PageDescription;
  readonly duration: MeasuredDuration;
  readonly frameCosts: readonly FrameCostSample[];
  /** Null for a page that jumps to its frames. */
  readonly stepping: SteppingCost | null;
  readonly browserVersion: string;
  readonly webgl: WebglInfo;
  readonly browserRssBytes: number;
  /** What the media elements do; null for a page without. */
  readonly media: WatchedMedia | null;
}

/**
 * Opens the compiled composition as a chunk will, waits until it is ready, asks what it is and tries some frames. With
 * `captureMode: 'auto'`, a page that does not get along with begin-frame, in two browsers, is tried with screenshots.
 * @throws what the page does wrong: COMPOSITION_NOT_READY, COMPOSITION_ERROR with the frame, ASSET_MISSING,
 * COMPOSITION_INVALID and DURATION_OUT_OF_RANGE for its duration; CONFIG_INVALID for a mode the browser lacks.
 */
export async function measurePage(request: MeasureRequest): Promise<Measurement> {
  const { browser, config, logger } = request;
  const session = await browser.session();
  const mode = firstCaptureMode(config.captureMode, session);
  if (config.captureMode !== 'auto' || mode !== 'begin-frame') return measureIn(request, session, mode);
  const outcome = await browser.tryBeginFrame((fresh) => measureIn(request, fresh, mode), logger);
  if (!(outcome instanceof RenderError)) return outcome;
  const measured = await measureIn(request, await browser.session(), 'screenshot');
  return { ...measured, beginFrameFailure: outcome.message };
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
    return {
      description,
      duration,
      captureMode,
      beginFrameFailure: null,
      frameCosts: rehearsal.frameCosts,
      stepping,
      browserVersion: session.version,
      webgl: session.webgl,
      browserRssBytes,
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
    videos: null,
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

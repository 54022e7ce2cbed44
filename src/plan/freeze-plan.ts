import { join } from 'node:path';
import type { BrowserSession } from '../browser/types.js';
import {
  assertPlanSize,
  type ClosedComposition,
  type Composition,
  closeOverAssets,
  copyComposition,
} from '../composition/index.js';
import {
  type ChunksJson,
  type CompositionMetadataJson,
  frameTimeSec,
  PLAN_PATHS,
  type Plan,
  type PlanProgress,
  type ResolvedRenderConfig,
  type SteppingReport,
} from '../contract/index.js';
import { throwIfAborted } from '../errors/index.js';
import { createRemoteSource, type RemoteSource } from '../offline/index.js';
import { cacheDirOf } from '../process/index.js';
import type { LocatedFfmpeg } from '../tools/index.js';
import { noopLogger } from '../trace/index.js';
import { buildChunkSlices } from './build-chunk-slices.js';
import { describeScreenshots } from './capture-mode.js';
import { checkRuntimeCap } from './check-runtime-cap.js';
import { chooseCapture } from './choose-capture.js';
import { describeComposition } from './describe-composition.js';
import type { PlannedGeometry } from './describe-page.js';
import { expectChunkMs } from './expect-chunk-ms.js';
import { judgeWarnings } from './judge-warnings.js';
import { lockEncoder } from './lock-encoder.js';
import { type Measurement, measurePage } from './measure-page.js';
import { FilmStudies } from './media/film-studies.js';
import { FrameCache } from './media/frame-cache.js';
import { type FrozenVideos, freezeVideos } from './media/freeze-videos.js';
import { groupFrames } from './media/group-frames.js';
import { judgeParts } from './media/judge-parts.js';
import { type MediaSources, probeSources, toPageSources } from './media/probe-sources.js';
import { describeMissingCharacters } from './missing-characters.js';
import { mixTracks } from './mix-tracks.js';
import { outlinePlan } from './outline-plan.js';
import { PlanBrowser } from './plan-browser.js';
import type { PlanOptions } from './plan-options.js';
import type { ChosenCapture, RawCandidate } from './raw-candidate.js';
import { lastMediaSec } from './resolve-audio-tracks.js';
import { type LocalChunks, resolveChunkPlan } from './resolve-chunk-plan.js';
import { reportStepping } from './stepping.js';
import { toolIdentities } from './tool-identities.js';
import { tryRaw } from './try-raw.js';
import { writePlan } from './write-plan.js';

/** Largest file that is taken from elsewhere. */
const MAX_DOWNLOAD_BYTES = 512 * 1024 ** 2;

/** The external tools that planning uses. */
export interface PlanTools extends LocatedFfmpeg {
  /** A browser to start, or one that runs and stays open. */
  readonly browser: { readonly path: string } | { readonly session: BrowserSession };
}

export interface FreezeRequest {
  readonly composition: Composition;
  readonly config: ResolvedRenderConfig;
  readonly page: PlannedGeometry;
  readonly tools: PlanTools;
  readonly options: PlanOptions;
  /** Set where one machine renders all chunks and the configuration leaves them to it. */
  readonly local: LocalChunks | undefined;
  /** Where the plan will be: no part of the project. */
  readonly excludedPath: string;
}

/** A plan and what was measured for it, which is no part of its files: no two measurements are the same. */
export interface FrozenPlan extends Plan {
  readonly stepping: SteppingReport | null;
  readonly expectedChunkMs: readonly number[];
}

/**
 * Fills a directory with the plan of a composition: localise, measure, cut into chunks, extract, compare, mix, hash. One
 * browser does what needs one, and ends when nothing does any more.
 */
export async function freezePlan(request: FreezeRequest, planDir: string): Promise<FrozenPlan> {
  const browser = openBrowser(request);
  const studies = openStudies(request, join(planDir, PLAN_PATHS.compiled));
  try {
    return await freeze(request, planDir, browser, studies);
  } finally {
    await Promise.all([browser.close(), studies.close()]);
  }
}

async function freeze(
  request: FreezeRequest,
  planDir: string,
  browser: PlanBrowser,
  studies: FilmStudies,
): Promise<FrozenPlan> {
  const { config, page, options, tools } = request;
  const compiledDir = join(planDir, PLAN_PATHS.compiled);
  const { fontFaces } = await localise(request, compiledDir);
  report(request, 'measure', 'Opening the page and trying some frames');
  const named = [...request.composition.videos, ...request.composition.audioTracks].map(({ path }) => path);
  const sources = await probeSources(compiledDir, named, tools.ffprobePath, options.signal);
  const parts = judgeParts(request.composition, sources);
  options.onOutline?.(outlinePlan(request));
  // What is to be known of films that elements name is found out while the page is measured, unless it matters how long
  // its frames take.
  const isTimed = config.balance === 'cost' || config.runtimeCap !== undefined;
  const films = isTimed ? [] : request.composition.videos.map(({ path }) => path);
  studies.begin(films, sources);
  const measured = await measure(request, compiledDir, browser, sources, parts);
  const { frameCount } = measured.duration;
  const candidate = { config, ...page, ...measured, frameCount, hasFilms: showsFilms(measured) };
  const chosen = chooseCapture({ ...candidate, needsImages: options.needsImages ?? false });
  // Nobody waits for its end; `freezePlan` does before it returns.
  if (chosen !== null) void browser.close();
  const { expectedChunkMs, ...chunks } = cutIntoChunks(request, measured);
  const lacking = await describeMissingCharacters(measured.description, fontFaces, compiledDir);
  const described = describeComposition(request, measured, sources, parts.tracks, lacking);
  const [{ videos, needs, capture }, { audioPath, loudness }] = await allOrFirstError(
    extract(request, planDir, measured, sources, studies, chunks).then(async (frozen) => ({
      ...frozen,
      capture: chosen ?? (await compare(request, planDir, browser, candidate, described, frozen)),
    })),
    mix(request, planDir, described),
  );
  throwIfAborted(options.signal);
  report(request, 'hash', 'Taking the digest of every file');
  const frozen = await writePlan(planDir, {
    tools: toolIdentities({ ...measured, ffmpegVersion: tools.ffmpegVersion }),
    runtimeEnv: page.runtimeEnv,
    composition: {
      ...described,
      loudness,
      warnings: [...described.warnings, ...warnOfCapture(request, measured, capture)],
    },
    encoder: lockEncoder(config, {
      fps: page.fps,
      size: page.size,
      ...capture,
      chunkSize: chunks.plan.effective.chunkSize,
    }),
    chunks,
    videos,
    audioPath,
    needs,
  });
  assertPlanSize(groupFrames(frozen.assets), config.planDirSizeLimitBytes);
  report(request, 'freeze', `Plan ${frozen.plan.planHash.slice(0, 12)}`);
  return { ...frozen, stepping: reportStepping(measured.stepping, chunks.slices), expectedChunkMs };
}

async function localise(request: FreezeRequest, compiledDir: string): Promise<ClosedComposition> {
  const { composition, config, options, excludedPath } = request;
  report(request, 'localise', 'Collecting the files of the composition');
  const closed = await closeOverAssets(composition.projectDir, composition.entryFile, {
    entrySource: composition.entrySource,
    entryDocument: composition.entryDocument,
    sizeLimitBytes: config.planDirSizeLimitBytes,
    excludedPath,
    remote: await openRemoteSource(request),
    variables: composition.variables,
  });
  await copyComposition(closed, compiledDir, options.signal);
  return closed;
}

function openRemoteSource(request: FreezeRequest): Promise<RemoteSource> {
  const { composition, config, options } = request;
  const { network, allowedOrigins = [], fetch, lookUp } = options.remote ?? {};
  return createRemoteSource({
    projectDir: composition.projectDir,
    cacheDir: cacheDirOf(options.env ?? process.env),
    network,
    fetch,
    lookUp,
    signal: options.signal,
    limits: { allowedOrigins, maxBytes: Math.min(MAX_DOWNLOAD_BYTES, config.planDirSizeLimitBytes) },
    onFetch: (url) => report(request, 'localise', `Fetching ${url}`),
  });
}

function openBrowser({ config, page, tools, options }: FreezeRequest): PlanBrowser {
  if ('session' in tools.browser) return new PlanBrowser(tools.browser);
  const { widthPx, heightPx } = page;
  const { signal, logger = noopLogger } = options;
  const browserPath = tools.browser.path;
  return new PlanBrowser({
    browserPath,
    widthPx,
    heightPx,
    gl: config.gl,
    logger,
    ...(signal && { signal }),
  });
}

function openStudies({ config, page, tools, options }: FreezeRequest, compiledDir: string): FilmStudies {
  const { outputWidthPx: widthPx, outputHeightPx: heightPx } = page.size;
  return new FilmStudies({
    tools,
    compiledDir,
    format: config.videoFrameFormat,
    outputSize: { widthPx, heightPx },
    cache: new FrameCache(options.env ?? process.env),
    signal: options.signal,
  });
}

function measure(
  { composition, config, page, options }: FreezeRequest,
  compiledDir: string,
  browser: PlanBrowser,
  sources: MediaSources,
  { films, tracks }: ReturnType<typeof judgeParts>,
): Promise<Measurement> {
  return measurePage({
    composition,
    config,
    compiledDir,
    page,
    lastMediaSec: lastMediaSec([...films, ...tracks]),
    mediaSources: toPageSources(sources),
    browser,
    signal: options.signal,
    logger: options.logger ?? noopLogger,
  });
}

function showsFilms({ media }: Pick<Measurement, 'media'>): boolean {
  return media?.samples.some(({ tag }) => tag !== 'audio') ?? false;
}

async function extract(
  request: FreezeRequest,
  planDir: string,
  { media, duration }: Measurement,
  sources: MediaSources,
  studies: FilmStudies,
  { slices }: ChunksJson,
): Promise<FrozenVideos> {
  const { config, page, tools, options } = request;
  if (media === null || !showsFilms({ media })) return { videos: [], needs: new Map() };
  report(request, 'extract', 'Extracting the frames of films that are shown');
  return freezeVideos({
    watched: media,
    sources,
    tools,
    planDir,
    compiledDir: join(planDir, PLAN_PATHS.compiled),
    ...duration,
    scale: page.size.deviceScaleFactor,
    studies,
    sizeLimitBytes: config.planDirSizeLimitBytes,
    slices,
    signal: options.signal,
  });
}

/** Now that the films' frames are there. */
async function compare(
  request: FreezeRequest,
  planDir: string,
  browser: PlanBrowser,
  candidate: RawCandidate,
  composition: Omit<CompositionMetadataJson, 'loudness'>,
  { videos }: FrozenVideos,
): Promise<ChosenCapture> {
  const { page, tools, options } = request;
  report(request, 'compare', 'Comparing raw frames with those of begin-frame');
  const { signal, logger = noopLogger } = options;
  const planned = { composition, videos, plan: page };
  const capture = await tryRaw({
    planDir,
    candidate,
    planned,
    browser,
    ffmpegPath: tools.ffmpegPath,
    sampleElsewhere: options.sampleElsewhere,
    signal,
    logger,
  });
  await browser.close();
  return capture;
}

/** Begin-frame may fail at last while it is compared. */
function warnOfCapture(
  { config }: FreezeRequest,
  measured: Measurement,
  { captureMode, captureModeWhy }: ChosenCapture,
): string[] {
  if (captureMode === measured.captureMode || captureMode !== 'screenshot') return [];
  return judgeWarnings(config, [], [describeScreenshots(captureModeWhy)]);
}

async function mix(
  request: FreezeRequest,
  planDir: string,
  { audioTracks: tracks, frameCount }: Pick<CompositionMetadataJson, 'audioTracks' | 'frameCount'>,
): ReturnType<typeof mixTracks> {
  const { config, page, tools, options } = request;
  report(request, 'audio', `Mixing ${tracks.length} sounds`);
  return mixTracks(
    {
      ...tools,
      tracks,
      durationSec: frameTimeSec(frameCount, page.fps),
      format: config.format,
      loudnessLufs: config.loudness ?? null,
      signal: options.signal,
    },
    planDir,
    join(planDir, PLAN_PATHS.compiled),
  );
}

/** Waits for both, also when one fails: neither may write into a folder that is being removed. */
async function allOrFirstError<A, B>(a: Promise<A>, b: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([a, b]);
  return Promise.all([a, b]);
}

function cutIntoChunks(
  { config, local }: FreezeRequest,
  { frameCosts, stepping, duration, browserRssBytes }: Measurement,
): ChunksJson & Pick<FrozenPlan, 'expectedChunkMs'> {
  const totalFrames = duration.frameCount;
  const chunkPlan = resolveChunkPlan({ ...config, totalFrames, local, frameCosts, stepping });
  const slices = buildChunkSlices(chunkPlan, totalFrames, frameCosts);
  const expectedChunkMs = expectChunkMs(slices, { frameCosts, stepMs: stepping?.stepMs ?? 0 });
  checkRuntimeCap(config.runtimeCap, { expectedChunkMs, browserRssBytes });
  return { plan: chunkPlan, slices, expectedChunkMs };
}

function report({ options }: FreezeRequest, phase: PlanProgress['phase'], message: string): void {
  throwIfAborted(options.signal);
  options.onProgress?.({ phase, message });
}

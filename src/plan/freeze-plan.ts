import { join } from 'node:path';
import { assertPlanSize, type Composition, closeOverAssets, copyComposition } from '../composition/index.js';
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
import { noopLogger } from '../trace/index.js';
import { buildChunkSlices } from './build-chunk-slices.js';
import { checkRuntimeCap } from './check-runtime-cap.js';
import type { PlannedGeometry } from './describe-page.js';
import { judgeWarnings } from './judge-warnings.js';
import { lockEncoder } from './lock-encoder.js';
import { type Measurement, type MeasureRequest, measurePage } from './measure-page.js';
import type { PlanOptions } from './plan-options.js';
import { carriesAudio, mixTracks, probeTracks } from './prepare-audio.js';
import { lastSoundSec, type ProbedTrack, resolveAudioTracks } from './resolve-audio-tracks.js';
import { resolveChunkPlan } from './resolve-chunk-plan.js';
import { reportStepping } from './stepping.js';
import { toClips } from './to-clips.js';
import { toolIdentities } from './tool-identities.js';
import { writePlan } from './write-plan.js';

/** Largest file that is taken from elsewhere. */
const MAX_DOWNLOAD_BYTES = 512 * 1024 ** 2;

/** The external tools that planning uses. */
export interface PlanTools {
  readonly ffmpegPath: string;
  readonly ffprobePath: string;
  readonly ffmpegVersion: string;
  readonly browser: MeasureRequest['browser'];
}

export interface FreezeRequest {
  readonly composition: Composition;
  readonly config: ResolvedRenderConfig;
  readonly page: PlannedGeometry;
  readonly tools: PlanTools;
  readonly options: PlanOptions;
  /** Where the plan will be: no part of the project. */
  readonly excludedPath: string;
}

/** A plan and what was measured for it, which is no part of its files: no two measurements are the same. */
export interface FrozenPlan extends Plan {
  readonly stepping: SteppingReport | null;
}

/** Fills a directory with the plan of a composition: localise, measure, mix the sound, cut into chunks, hash. */
export async function freezePlan(request: FreezeRequest, planDir: string): Promise<FrozenPlan> {
  const { config, page, options } = request;
  const compiledDir = join(planDir, PLAN_PATHS.compiled);
  await localise(request, compiledDir);
  report(request, 'measure', 'Opening the page and trying some frames');
  const tracks = await probeTracks(
    request.composition,
    compiledDir,
    request.tools.ffprobePath,
    options.signal,
  );
  const measured = await measure(request, compiledDir, tracks);
  const chunks = cutIntoChunks(request, measured);
  const composition = describeComposition(request, measured, tracks);
  report(request, 'audio', `Mixing ${composition.audioTracks.length} sounds`);
  const audioPath = await mixTracks(
    {
      ffmpegPath: request.tools.ffmpegPath,
      tracks: composition.audioTracks,
      durationSec: frameTimeSec(composition.frameCount, page.fps),
      format: config.format,
      signal: options.signal,
    },
    planDir,
    compiledDir,
  );
  throwIfAborted(options.signal);
  report(request, 'hash', 'Taking the digest of every file');
  const frozen = await writePlan(planDir, {
    tools: toolIdentities({ ...measured, ffmpegVersion: request.tools.ffmpegVersion }),
    runtimeEnv: page.runtimeEnv,
    composition,
    encoder: lockEncoder(config, {
      fps: page.fps,
      size: page.size,
      captureMode: measured.captureMode,
      chunkSize: chunks.plan.effective.chunkSize,
    }),
    chunks,
    videos: [],
    audioPath,
  });
  assertPlanSize(frozen.assets, config.planDirSizeLimitBytes);
  report(request, 'freeze', `Plan ${frozen.plan.planHash.slice(0, 12)}`);
  return { ...frozen, stepping: reportStepping(measured.stepping, chunks.slices) };
}

async function localise(request: FreezeRequest, compiledDir: string): Promise<void> {
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

function measure(
  { composition, config, page, tools, options }: FreezeRequest,
  compiledDir: string,
  tracks: readonly ProbedTrack[],
): Promise<Measurement> {
  return measurePage({
    composition,
    config,
    compiledDir,
    page,
    lastSoundSec: lastSoundSec(tracks),
    browser: tools.browser,
    signal: options.signal,
    logger: options.logger ?? noopLogger,
  });
}

function cutIntoChunks({ config }: FreezeRequest, measured: Measurement): ChunksJson {
  const { frameCosts, stepping } = measured;
  const totalFrames = measured.duration.frameCount;
  const chunkPlan = resolveChunkPlan({ ...config, totalFrames, frameCosts, stepping });
  const slices = buildChunkSlices(chunkPlan, totalFrames, frameCosts);
  checkRuntimeCap(config.runtimeCap, {
    slices,
    frameCosts,
    stepMs: stepping?.stepMs ?? 0,
    browserRssBytes: measured.browserRssBytes,
  });
  return { plan: chunkPlan, slices };
}

function describeComposition(
  { composition, config, page }: FreezeRequest,
  { description, duration, warnings }: Measurement,
  tracks: readonly ProbedTrack[],
): CompositionMetadataJson {
  const told = [...composition.warnings, ...warnings];
  const heard = resolveAudioTracks(tracks, duration.durationSec, told);
  const silent = !carriesAudio(config.format) && heard.length > 0;
  if (silent) told.push(`${config.format} carries no sound; the composition's is left out.`);
  if (page.size.stretched) {
    told.push(
      `The output of ${page.size.outputWidthPx}×${page.size.outputHeightPx} stretches the composition's ${page.widthPx}×${page.heightPx}.`,
    );
  }
  const systemFonts = [...description.systemFonts].sort();
  return {
    compositionId: composition.compositionId ?? description.compositionId ?? 'main',
    entryFile: composition.entryFile,
    widthPx: page.widthPx,
    heightPx: page.heightPx,
    fps: page.fps,
    ...duration,
    noTimeline: composition.noTimeline,
    clips: toClips(description.clips, duration.durationSec),
    audioTracks: silent ? [] : heard,
    variables: { ...composition.variables },
    systemFonts,
    warnings: judgeWarnings(config, systemFonts, told),
  };
}

function report({ options }: FreezeRequest, phase: PlanProgress['phase'], message: string): void {
  throwIfAborted(options.signal);
  options.onProgress?.({ phase, message });
}

import { mkdir } from 'node:fs/promises';
import type { BrowserSession, CompositionPage, FileServer, OpenPageOptions } from '../browser/index.js';
import {
  CHUNK_PHASES,
  type ChunkPhase,
  type ChunkResult,
  type ChunkSliceJson,
  FRAMELANE_VERSION,
  type Logger,
  type Plan,
} from '../contract/index.js';
import { RenderError, throwIfAborted } from '../errors/index.js';
import { type ChunkEncoder, startChunkEncoder } from '../ffmpeg/index.js';
import { digestOutput, type OutputDigest, writeWholeOrAbsent } from '../files/index.js';
import { planPageOptions } from '../plan/plan-page-options.js';
import { readPlan } from '../plan/read-plan.js';
import { toolIdentities } from '../plan/tool-identities.js';
import { type DigestCache, verifyPlanAssets } from '../plan/verify-plan-assets.js';
import type { LocatedTools } from '../tools/index.js';
import { FrameTimes, PhaseClock } from '../trace/index.js';
import { assertSameBrowser, assertSameHost } from './assert-tools.js';
import { browserKindOf } from './browser-kind.js';
import type { BrowserLease } from './browser-lease.js';
import type { BrowserMemory } from './browser-memory.js';
import { captureFrames } from './capture-frames.js';
import { explainEncoderFailure } from './explain-encoder-failure.js';
import { PeakMemory } from './peak-memory.js';
import { ProgressReporter } from './progress-reporter.js';
import { runUp } from './run-up.js';
import type { ServedPlan } from './served-plan.js';
import { writeSidecar } from './sidecar.js';
import { toShowable } from './to-showable.js';
import type { ChunkTask, SpawnKind } from './types.js';
import { verifyChunk } from './verify-chunk.js';
import type { WarmPage } from './warm-page.js';

/** What a renderer keeps between chunks. */
export interface WarmParts {
  readonly lease: BrowserLease;
  readonly served: ServedPlan;
  readonly digests: DigestCache;
  readonly page: WarmPage;
  readonly memory: BrowserMemory;
  locateTools(): Promise<LocatedTools>;
  readonly logger: Logger | undefined;
  readonly onSpawn: ((pid: number, kind: SpawnKind) => void) | undefined;
  readonly onGone: ((pid: number) => void) | undefined;
}

/** One chunk on its way: what its steps share. */
interface Job {
  readonly parts: WarmParts;
  readonly plan: Plan;
  readonly slice: ChunkSliceJson;
  readonly tools: LocatedTools;
  readonly clock: PhaseClock<ChunkPhase>;
  readonly progress: ProgressReporter;
  readonly captureTimes: FrameTimes;
  readonly signal: AbortSignal;
  readonly onImage: ChunkTask['onImage'];
  readonly onNotice: ChunkTask['onNotice'];
  readonly isLast: boolean;
  /** To be called once the browser has done its part: the next chunk may have it. */
  readonly leave: () => void;
}

/** What came of encoding: the counted frames, the digest, and what the browser was. */
interface Encoded {
  readonly framesEncoded: number;
  readonly digest: OutputDigest;
  readonly session: BrowserSession;
  readonly ffmpegCommand: string;
  readonly peakRssBytes: number;
}

/**
 * Renders one chunk from verification to sidecar.
 * @param leave told as soon as the warm parts are free for the next chunk; from then on they are not touched.
 */
export async function renderOnce(
  parts: WarmParts,
  planDir: string,
  chunkIndex: number,
  outputPath: string,
  task: ChunkTask,
  leave: () => void,
): Promise<ChunkResult> {
  const clock = new PhaseClock<ChunkPhase>(CHUNK_PHASES, 'verify');
  const plan = await readPlan(planDir);
  const slice = pickSlice(plan, chunkIndex);
  const progress = new ProgressReporter(chunkIndex, slice.frameCount, task.onProgress);
  progress.enter('verify');
  await verifyPlanAssets(plan, { chunkIndex }, parts.digests);
  const tools = await parts.locateTools();
  const { ffmpegVersion } = tools;
  assertSameHost(plan.plan.tools, {
    framelaneVersion: FRAMELANE_VERSION,
    ffmpegVersion,
    platform: `${process.platform}-${process.arch}`,
  });
  const signal = task.signal ?? new AbortController().signal;
  const job: Job = {
    parts,
    plan,
    slice,
    tools,
    clock,
    progress,
    captureTimes: new FrameTimes(slice.frameCount),
    signal,
    onImage: task.onImage,
    onNotice: task.onNotice,
    isLast: task.isLast ?? false,
    leave,
  };
  const encoded = await writeWholeOrAbsent(outputPath, (temporaryPath) => encode(job, temporaryPath));
  const { webgl, version: browserVersion } = encoded.session;
  const sidecarPath = await writeSidecar(outputPath, plan, slice, {
    framesEncoded: encoded.framesEncoded,
    digest: encoded.digest,
    webgl,
    tools: toolIdentities({ browserVersion, webgl, ffmpegVersion }),
  });
  const phases = clock.totalsMs();
  return {
    chunkIndex,
    start: slice.start,
    end: slice.end,
    outputPath,
    sidecarPath,
    ...encoded.digest,
    framesEncoded: encoded.framesEncoded,
    framesCaptured: progress.framesDone - progress.framesReused,
    framesReused: progress.framesReused,
    durationMs: Object.values(phases).reduce((sum, ms) => sum + ms, 0),
    phases,
    captureMsPerFrame: job.captureTimes.summary(),
    captureMode: plan.encoder.captureMode,
    webgl,
    browserVersion,
    ffmpegVersion,
    peakRssBytes: encoded.peakRssBytes,
    ffmpegCommand: encoded.ffmpegCommand,
  };
}

function pickSlice(plan: Plan, chunkIndex: number): ChunkSliceJson {
  const slice = plan.chunks.slices[chunkIndex];
  if (slice !== undefined) return slice;
  const last = plan.chunks.slices.length - 1;
  throw new RenderError(
    'CHUNK_INDEX_OUT_OF_RANGE',
    `chunkIndex ${chunkIndex} is not in the plan ${plan.planDir}, whose chunks are 0 to ${last}.`,
    { chunkIndex, field: 'chunkIndex', fix: `Give a whole number from 0 to ${last}.` },
  );
}

/** Boots, opens the page and encodes every frame into `path`, then proves what is there. */
async function encode(job: Job, path: string): Promise<Encoded> {
  const { parts, plan, slice, tools, clock, progress, signal } = job;
  clock.enter('boot');
  progress.enter('boot');
  const [session, server] = await Promise.all([
    parts.lease.take(browserKindOf(plan), tools.browserPath, signal),
    parts.served.take(plan.planDir),
  ]);
  const { version: browserVersion, webgl } = session;
  progress.webgl = webgl;
  assertSameBrowser(
    plan.plan.tools,
    toolIdentities({ browserVersion, webgl, ffmpegVersion: tools.ffmpegVersion }),
  );
  const memory = new PeakMemory(() => parts.memory.measure(session));
  const ffmpegCommand = await capture(job, session, server, path, memory);

  clock.enter('finish');
  progress.enter('finish');
  throwIfAborted(signal);
  const framesEncoded = await verifyChunk(tools.ffprobePath, path, plan.encoder, slice.frameCount);
  const digest = await digestOutput(path);
  throwIfAborted(signal);
  return { framesEncoded, digest, session, ffmpegCommand, peakRssBytes: await memory.peakBytes() };
}

/** @returns the encoder's command line. */
async function capture(
  job: Job,
  session: BrowserSession,
  server: FileServer,
  path: string,
  memory: PeakMemory,
): Promise<string> {
  const { parts, plan, slice, tools, clock, progress, signal } = job;
  const { logger } = parts;
  const known404s = new Set(server.missing);
  clock.enter('ready');
  progress.enter('ready');
  const options: OpenPageOptions = {
    ...planPageOptions(plan, server.siteUrl),
    signal,
    ...(job.onNotice === undefined ? {} : { onNotice: job.onNotice }),
    ...(logger === undefined ? {} : { logger }),
  };
  const use = { session, planHash: plan.plan.planHash, options };
  let page: CompositionPage | null = null;
  let encoder: ChunkEncoder | null = null;
  let hasLeft = false;
  // Ends whatever the loop is waiting for.
  const stop = () => {
    void page?.close().catch(() => undefined);
    void encoder?.abort();
  };
  signal.addEventListener('abort', stop);
  try {
    page = await parts.page.take(use);
    await page.waitUntilReady(plan.encoder.readyTimeoutMs);
    // Raw frames are drawn without layers, which are what a run-up is for.
    if (plan.encoder.captureMode !== 'raw') await runUp(page, slice.start, signal);
    throwIfAborted(signal);
    if (plan.encoder.format === 'png-sequence') await mkdir(path);
    encoder = startChunkEncoder({
      ffmpegPath: tools.ffmpegPath,
      encoder: plan.encoder,
      outputPath: path,
      startFrame: slice.start,
      frameCount: slice.frameCount,
      onSpawn: (pid) => parts.onSpawn?.(pid, 'ffmpeg'),
      ...(logger === undefined ? {} : { logger }),
    });
    progress.enter('capture');
    await captureFrames({
      page,
      encoder,
      range: slice,
      clock,
      signal,
      onFrame(frameIndex, reused, image, captureMs) {
        progress.frameDone(reused);
        job.captureTimes.add(captureMs);
        job.onImage?.(frameIndex, () => toShowable(image, plan.encoder));
        if (isSampled(frameIndex, slice)) memory.sample();
      },
    });
    assertNothingMissing(server, known404s);
    clock.enter('encode');
    progress.enter('encode');
    const finished = encoder.finish();
    // Awaited below; until then a failure must not count as unhandled.
    finished.catch(() => undefined);
    if (job.isLast) await page.close().catch(() => undefined);
    else parts.page.keep(page, use, plan.encoder.readyTimeoutMs);
    page = null;
    hasLeft = true;
    job.leave();
    await finished;
    return encoder.command;
  } catch (error) {
    await Promise.all([encoder?.abort(), hasLeft ? null : parts.page.drop()]);
    throwIfAborted(signal);
    throw await explainEncoderFailure(error, plan, tools, signal);
  } finally {
    signal.removeEventListener('abort', stop);
    if (encoder !== null) parts.onGone?.(encoder.pid);
    await page?.close().catch(() => undefined);
  }
}

const FRAMES_PER_MEASUREMENT = 300;

/** Memory is measured at the last frame of a chunk, and in a long one now and then. */
function isSampled(frameIndex: number, { start, end }: ChunkSliceJson): boolean {
  return (
    frameIndex === end - 1 || (frameIndex - start) % FRAMES_PER_MEASUREMENT === FRAMES_PER_MEASUREMENT / 2
  );
}

/** A file that the plan does not hold means frames that lack something. */
function assertNothingMissing(server: FileServer, known: ReadonlySet<string>): void {
  const [path] = server.missing.filter((candidate) => !known.has(candidate));
  if (path === undefined) return;
  throw new RenderError('ASSET_MISSING', `The composition asked for "${path}", which is not in the plan.`, {
    path,
    fix: `Add ${path} to the project, or remove what refers to it, and plan again.`,
  });
}

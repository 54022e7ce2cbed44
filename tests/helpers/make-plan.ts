import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Fps,
  FRAMELANE_VERSION,
  frameTimeSec,
  type LockedRenderConfig,
  type OutputFormat,
  type Plan,
  type ToolIdentities,
  type WebglInfo,
} from '#src/contract/index.js';
import { audioExtension, mixAudio, resolveQuality, startChunkEncoder } from '#src/ffmpeg/index.js';
import { readFfmpegIdentity } from '#src/ffmpeg/read-identity.js';
import { digestOutput, writeJson } from '#src/files/index.js';
import { writePlan } from '#src/plan/write-plan.js';
import { makeFrames } from './make-frames.js';

export const FFMPEG = '/usr/bin/ffmpeg';
export const FFPROBE = '/usr/bin/ffprobe';

const CODECS = { mp4: 'h264', webm: 'vp9', mov: 'prores', 'png-sequence': 'png', gif: 'gif' } as const;

const WEBGL: WebglInfo = {
  vendor: 'Google Inc. (Google)',
  renderer: 'ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device), SwiftShader driver)',
  software: true,
  version: 'WebGL 2.0',
  maxTextureSizePx: 8192,
};

const TOOLS: ToolIdentities = {
  framelaneVersion: FRAMELANE_VERSION,
  browserVersion: 'HeadlessChrome/1.2.3.4',
  glClass: 'software',
  ffmpegVersion: 'ffmpeg version test',
  platform: 'linux-x64',
};

/** The settings of an encoder for 160x120, with what a test wants otherwise. */
export function makeEncoder(
  format: OutputFormat,
  overrides: Partial<LockedRenderConfig> = {},
): LockedRenderConfig {
  const codec = overrides.codec ?? CODECS[format];
  const quality = overrides.quality ?? 'standard';
  const alpha = format === 'webm' || format === 'mov' || format === 'png-sequence';
  return {
    format,
    codec,
    videoEncoder: 'software',
    quality,
    ...resolveQuality({ format, codec, quality }),
    outputWidthPx: 160,
    outputHeightPx: 120,
    fps: { num: 30, den: 1 },
    alpha,
    gopFrames: 60,
    encoderThreads: 2,
    imageFormat: alpha || format === 'gif' ? 'png' : 'jpeg',
    jpegQuality: 92,
    captureMode: 'begin-frame',
    captureModeWhy: 'asked for',
    gl: 'software',
    seed: 1,
    cfr: false,
    readyTimeoutMs: 1000,
    ...overrides,
  };
}

export interface MadePlan {
  readonly plan: Plan;
  readonly planDir: string;
  readonly audioPath: string | null;
}

/** Freezes a plan of its own in `planDir`: no composition to speak of, a tone when there shall be sound. */
export async function makePlan(
  planDir: string,
  encoder: LockedRenderConfig,
  chunkLengths: readonly number[],
  withAudio = false,
): Promise<MadePlan> {
  const frameCount = chunkLengths.reduce((sum, length) => sum + length, 0);
  const durationSec = frameTimeSec(frameCount, encoder.fps);
  await mkdir(join(planDir, 'compiled'), { recursive: true });
  await writeFile(join(planDir, 'compiled/index.html'), '<!doctype html>');
  const audioName = withAudio ? `audio.${audioExtension(encoder.format)}` : null;
  if (audioName !== null) await mixTone(planDir, audioName, encoder.format, durationSec);
  let start = 0;
  const slices = chunkLengths.map((length, index) => {
    const slice = { index, start, end: start + length, frameCount: length };
    start += length;
    return slice;
  });
  const plan = await writePlan(planDir, {
    tools: TOOLS,
    runtimeEnv: { timezone: 'UTC', locale: 'en-US', deviceScaleFactor: 1, epochMs: 0 },
    composition: makeComposition(encoder.fps, durationSec, frameCount),
    encoder,
    chunks: {
      plan: {
        requested: { chunkSize: null, targetChunkFrames: null, maxParallelChunks: 16, balance: 'frames' },
        effective: { chunkCount: slices.length, chunkSize: chunkLengths[0] ?? 1, balance: 'frames' },
        why: 'made by a test',
      },
      slices,
    },
    videos: [],
    audioPath: audioName,
  });
  return { plan, planDir, audioPath: audioName === null ? null : join(planDir, audioName) };
}

/** Encodes one chunk of a plan from the test picture, or from any lavfi source, and writes its sidecar. */
export async function makeChunk(
  { plan }: MadePlan,
  chunkIndex: number,
  path: string,
  source?: string,
): Promise<string> {
  const slice = plan.chunks.slices[chunkIndex];
  if (slice === undefined) throw new Error(`no chunk ${chunkIndex}`);
  const { encoder } = plan;
  if (encoder.format === 'png-sequence') await mkdir(path);
  const images = makeFrames({
    count: slice.frameCount,
    from: slice.start,
    imageFormat: encoder.imageFormat,
    alpha: encoder.alpha,
    ...(source === undefined ? {} : { source }),
  });
  const running = startChunkEncoder({
    ffmpegPath: FFMPEG,
    encoder,
    outputPath: path,
    startFrame: slice.start,
    frameCount: slice.frameCount,
  });
  for (const image of images) await running.write(image);
  await running.finish();
  await writeJson(`${path}.json`, {
    protocol: 1,
    planHash: plan.plan.planHash,
    chunkIndex,
    start: slice.start,
    end: slice.end,
    framesEncoded: slice.frameCount,
    format: encoder.format,
    ...(await digestOutput(path)),
    captureMode: encoder.captureMode,
    webgl: WEBGL,
    tools: TOOLS,
  });
  return path;
}

async function mixTone(
  planDir: string,
  name: string,
  format: OutputFormat,
  durationSec: number,
): Promise<void> {
  const tone = join(planDir, 'compiled/tone.wav');
  execFileSync(FFMPEG, ['-v', 'error', '-f', 'lavfi', '-i', 'sine=f=440:r=48000:d=1', '-bitexact', tone]);
  await mixAudio({
    ffmpegPath: FFMPEG,
    ffmpegVersion: await readFfmpegIdentity(FFMPEG),
    tracks: [
      {
        id: 'tone',
        path: 'tone.wav',
        startSec: 0,
        durationSec,
        mediaStartSec: 0,
        playbackRate: 1,
        volume: 0.5,
        loop: true,
      },
    ],
    compiledDir: join(planDir, 'compiled'),
    durationSec,
    outputPath: join(planDir, name),
    format,
  });
}

function makeComposition(fps: Fps, durationSec: number, frameCount: number): Plan['composition'] {
  return {
    compositionId: 'test',
    entryFile: 'index.html',
    widthPx: 160,
    heightPx: 120,
    fps,
    durationSec,
    frameCount,
    durationSource: 'data-duration',
    noTimeline: true,
    clips: [],
    audioTracks: [],
    loudness: null,
    mediaSources: {},
    variables: {},
    systemFonts: [],
    warnings: [],
  };
}

import type { ChunkSnapshot, RunSnapshot, WebglInfo, WorkerSnapshot } from '#src/contract/index.js';

/** A fixed moment for views: milliseconds since 1970. */
export const NOW_MS = 1_800_000_000_000;

export const SOFTWARE_GL: WebglInfo = {
  vendor: 'Google Inc. (Google)',
  renderer: 'ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)',
  software: true,
  version: 'WebGL 2.0 (OpenGL ES 3.0 Chromium)',
  maxTextureSizePx: 8192,
};

export function aChunk(over: Partial<ChunkSnapshot> = {}): ChunkSnapshot {
  return {
    index: 0,
    start: 0,
    end: 75,
    state: 'running',
    phase: 'capture',
    framesDone: 30,
    framesTotal: 75,
    framesReused: 0,
    lastFrameAtMs: NOW_MS - 400,
    framesPerSec: 24.6,
    attempts: [],
    webgl: SOFTWARE_GL,
    result: null,
    error: null,
    ...over,
  };
}

export function aWorker(over: Partial<WorkerSnapshot> = {}): WorkerSnapshot {
  return {
    workerId: 0,
    state: 'busy',
    chunkIndex: 0,
    browserPid: 4711,
    browserVersion: 'HeadlessChrome/156.0.8078.79',
    browserCommand: 'chrome',
    webgl: SOFTWARE_GL,
    sessions: 1,
    ...over,
  };
}

/** A run in the middle of four chunks on two workers. */
export function aRun(over: Partial<RunSnapshot> = {}): RunSnapshot {
  return {
    runId: 'r1',
    runDir: '/runs/r1',
    projectDir: '/project',
    entryFile: 'index.html',
    outputPath: '/out/a.mp4',
    state: 'rendering',
    seq: 12,
    startedAtMs: NOW_MS - 5_000,
    endedAtMs: null,
    step: null,
    plan: {
      planDir: '/runs/r1/plan',
      planHash: 'ab'.repeat(32),
      frameCount: 300,
      durationSec: 10,
      fps: { num: 30, den: 1 },
      widthPx: 1280,
      heightPx: 720,
      format: 'mp4',
      codec: 'h264',
      captureMode: 'begin-frame',
      gopFrames: 60,
      hasAudio: true,
      chunkPlan: {
        requested: { chunkSize: null, targetChunkFrames: null, maxParallelChunks: 4, balance: 'frames' },
        effective: { chunkCount: 4, chunkSize: 75, balance: 'frames' },
        why: '300 frames over at most 4 chunks',
      },
      slices: [],
      tools: {
        framelaneVersion: '0.1.0',
        browserVersion: 'HeadlessChrome/156.0.8078.79',
        glClass: 'software',
        ffmpegVersion: 'ffmpeg version 5.1.6-0+deb12u1',
        platform: 'linux-x64',
      },
      assetCount: 5,
      assetBytes: 123_456,
      warnings: [],
    },
    budget: null,
    chunks: [
      aChunk({ index: 0, state: 'done', framesDone: 75 }),
      aChunk({ index: 1 }),
      aChunk({ index: 2, phase: 'ready', framesDone: 0, framesPerSec: null, lastFrameAtMs: null }),
      aChunk({ index: 3, state: 'queued', phase: null, framesDone: 0 }),
    ],
    workers: [aWorker(), aWorker({ workerId: 1, chunkIndex: 2, browserPid: 4712 })],
    framesDone: 105,
    framesTotal: 300,
    etaMs: { low: 4_200, high: 6_900 },
    retries: 0,
    result: null,
    error: null,
    ...over,
  };
}

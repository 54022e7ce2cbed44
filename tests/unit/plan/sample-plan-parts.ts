import type { PlanParts } from '#src/plan/write-plan.js';

/** The parts of a small plan with sound: 300 frames in two chunks. */
export function samplePlanParts(): PlanParts {
  return {
    tools: {
      framelaneVersion: '0.1.0',
      browserVersion: 'HeadlessChrome/156',
      glClass: 'software',
      ffmpegVersion: 'ffmpeg version 7',
      platform: 'linux-x64',
    },
    runtimeEnv: { timezone: 'UTC', locale: 'en-US', deviceScaleFactor: 1, epochMs: 0 },
    composition: {
      compositionId: 'main',
      entryFile: 'index.html',
      widthPx: 640,
      heightPx: 360,
      fps: { num: 30, den: 1 },
      durationSec: 10,
      frameCount: 300,
      durationSource: 'data-duration',
      noTimeline: false,
      clips: [],
      audioTracks: [],
      loudness: null,
      mediaSources: {},
      variables: {},
      systemFonts: [],
      warnings: [],
    },
    encoder: {
      format: 'mp4',
      codec: 'h264',
      quality: 'standard',
      crf: 20,
      bitrate: null,
      preset: 'veryfast',
      tuning: null,
      outputWidthPx: 640,
      outputHeightPx: 360,
      fps: { num: 30, den: 1 },
      alpha: false,
      gopFrames: 60,
      encoderThreads: 2,
      imageFormat: 'jpeg',
      jpegQuality: 95,
      captureMode: 'begin-frame',
      captureModeWhy: 'asked for',
      gl: 'software',
      seed: 1,
      cfr: false,
      readyTimeoutMs: 45_000,
    },
    chunks: {
      plan: {
        requested: { chunkSize: 150, targetChunkFrames: null, maxParallelChunks: 16, balance: 'frames' },
        effective: { chunkCount: 2, chunkSize: 150, balance: 'frames' },
        why: 'chunkSize 150 as asked.',
      },
      slices: [
        { index: 0, start: 0, end: 150, frameCount: 150 },
        { index: 1, start: 150, end: 300, frameCount: 150 },
      ],
    },
    videos: [],
    audioPath: 'audio.m4a',
  };
}

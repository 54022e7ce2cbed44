import { describe, expect, it } from 'vitest';
import { describeEvent } from '#src/cli/view/describe-event.js';
import type { RunEvent } from '#src/contract/index.js';
import { SOFTWARE_GL } from './run-snapshot.js';

const stamp = { seq: 1, atMs: 0 };
const attempt = { ...stamp, chunkIndex: 2, attempt: 1, workerId: 0 };
const error = { code: 'BROWSER_CRASHED', message: 'gone', retryable: true, details: {} };

const CHUNK_DONE: RunEvent = {
  type: 'chunk-done',
  ...attempt,
  result: {
    chunkIndex: 2,
    start: 20,
    end: 30,
    outputPath: '/c/2.mp4',
    outputKind: 'file',
    sidecarPath: '/c/2.mp4.json',
    framesEncoded: 10,
    framesCaptured: 8,
    framesReused: 2,
    sha256: 'cd'.repeat(32),
    sizeBytes: 1000,
    durationMs: 500,
    phases: { verify: 1, boot: 1, ready: 1, capture: 1, encode: 1, finish: 1 },
    captureMsPerFrame: null,
    captureMode: 'begin-frame',
    webgl: SOFTWARE_GL,
    browserVersion: 'HeadlessChrome/156.0',
    ffmpegVersion: 'ffmpeg version 5.1',
    peakRssBytes: 0,
    ffmpegCommand: 'ffmpeg',
  },
};

describe('describeEvent', () => {
  it('says what a chunk gave: frames, speed, reuse, GL, digest', () => {
    expect(describeEvent(CHUNK_DONE)).toBe(
      'chunk 2 done: frames 20 to 29, 500ms, 20.0 fps, 2 reused, SwiftShader, sha256 cdcdcdcdcdcd',
    );
  });

  it('says why a chunk is tried again and what is different this time', () => {
    const event: RunEvent = { type: 'chunk-retry', ...attempt, error, delayMs: 0, change: 'a fresh browser' };
    expect(describeEvent(event)).toBe('chunk 2 tried again after BROWSER_CRASHED: gone (a fresh browser)');
  });

  it('names the WebGL identity of a worker', () => {
    const event: RunEvent = {
      type: 'worker-ready',
      ...stamp,
      workerId: 1,
      browserPid: 5,
      browserVersion: 'HeadlessChrome/156.0',
      browserCommand: 'chrome',
      webgl: SOFTWARE_GL,
    };
    expect(describeEvent(event)).toBe(
      `worker 1: HeadlessChrome/156.0, WebGL software: ${SOFTWARE_GL.vendor} / ${SOFTWARE_GL.renderer}`,
    );
  });

  it('keeps quiet about mere progress', () => {
    const progress: RunEvent = {
      type: 'chunk-progress',
      ...attempt,
      phase: 'capture',
      framesDone: 1,
      framesTotal: 10,
      framesReused: 0,
      lastFrameAgeMs: 0,
      webgl: null,
    };
    expect(describeEvent(progress)).toBeNull();
    expect(describeEvent({ type: 'log', ...stamp, level: 'info', message: 'hm' })).toBeNull();
    expect(describeEvent({ type: 'log', ...stamp, level: 'warn', message: 'hm' })).toBe('warn: hm');
  });
});

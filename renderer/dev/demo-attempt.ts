import {
  type AttemptSnapshot,
  CHUNK_PHASES,
  type ChunkPhase,
  type ChunkResult,
  type ChunkSliceJson,
  type RunState,
} from '../../src/contract/index.js';
import type { ErrorData } from '../../src/errors/index.js';
import { SWIFTSHADER } from './demo-data.js';
import { SHA } from './demo-plan.js';

/** One attempt at a chunk of the demo run. Times in milliseconds from its start. */
export interface DemoAttempt {
  readonly chunkIndex: number;
  readonly attempt: number;
  readonly workerId: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly phases: Readonly<Partial<Record<ChunkPhase, number>>>;
  readonly failed: boolean;
}

/** Why first attempts fail. */
export const CRASH: ErrorData = {
  code: 'BROWSER_CRASHED',
  message: 'The browser of worker 2 ended with signal SIGKILL at frame 611.',
  retryable: true,
  details: {
    chunkIndex: 5,
    frameIndex: 611,
    workerId: 1,
    signal: 'SIGKILL',
    fix: 'Close other programs or use fewer workers.',
  },
};
/** Why a chunk fails for good. */
export const AUTHORED: ErrorData = {
  code: 'COMPOSITION_ERROR',
  message: 'chart.js:42: TypeError: Cannot read properties of undefined (reading "max")',
  retryable: false,
  details: {
    chunkIndex: 9,
    frameIndex: 1029,
    path: 'chart.js',
    fix: 'Open chart.js at line 42: the data of week 7 is empty.',
  },
};

export function attemptSnapshot(
  a: DemoAttempt,
  elapsedMs: number,
  originMs: number,
  ended: RunState | null,
): AttemptSnapshot {
  const running = elapsedMs < a.endMs;
  const phaseStartedAtMs: Partial<Record<ChunkPhase, number>> = {};
  for (const phase of CHUNK_PHASES) {
    const at = a.phases[phase];
    if (at !== undefined && at <= elapsedMs) phaseStartedAtMs[phase] = originMs + at;
  }
  return {
    attempt: a.attempt,
    workerId: a.workerId,
    startedAtMs: originMs + a.startMs,
    endedAtMs: running ? (ended === null ? null : originMs + elapsedMs) : originMs + a.endMs,
    outcome: running ? (ended === null ? 'running' : 'cancelled') : a.failed ? 'failed' : 'done',
    error: !running && a.failed ? CRASH : null,
    phaseStartedAtMs,
  };
}

export function resultOf(slice: ChunkSliceJson, a: DemoAttempt): ChunkResult {
  const phases = Object.fromEntries(
    CHUNK_PHASES.map((phase, index) => {
      const next = CHUNK_PHASES[index + 1];
      return [
        phase,
        ((next === undefined ? undefined : a.phases[next]) ?? a.endMs) - (a.phases[phase] ?? a.endMs),
      ];
    }),
  ) as Record<ChunkPhase, number>;
  return {
    chunkIndex: slice.index,
    start: slice.start,
    end: slice.end,
    outputPath: `~/.local/share/framelane/runs/r-live/chunks/chunk-${slice.index}.mp4`,
    outputKind: 'file',
    sidecarPath: `~/.local/share/framelane/runs/r-live/chunks/chunk-${slice.index}.mp4.json`,
    framesEncoded: slice.frameCount,
    framesCaptured: slice.frameCount,
    framesReused: Math.floor(slice.frameCount * 0.12),
    sha256: SHA,
    sizeBytes: slice.frameCount * 23_000,
    durationMs: a.endMs - a.startMs,
    phases,
    captureMsPerFrame: { median: 31, p95: 48 },
    captureMode: 'begin-frame',
    webgl: SWIFTSHADER,
    browserVersion: 'HeadlessChrome/156.0.8078.79',
    ffmpegVersion: 'ffmpeg version 7.0.2',
    peakRssBytes: 812_000_000,
    ffmpegCommand: `ffmpeg -hide_banner -f image2pipe -framerate 30 -i pipe:0 -c:v libx264 -crf 18 -bf 0 -g 113 chunk-${slice.index}.mp4`,
  };
}

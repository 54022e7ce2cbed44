import {
  CHUNK_PHASES,
  type ChunkPhase,
  type ChunkSliceJson,
  type ChunkSnapshot,
  type RunSnapshot,
  type RunState,
} from '../../src/contract/index.js';
import { AUTHORED, attemptSnapshot, CRASH, type DemoAttempt, resultOf } from './demo-attempt.js';
import { LLVMPIPE, SWIFTSHADER } from './demo-data.js';
import { cutFrames, planSnapshot, SHA } from './demo-plan.js';

export interface DemoPlan {
  readonly frameCount: number;
  readonly chunkCount: number;
  readonly workers: number;
  readonly msPerFrame: number;
  /** Chunks whose first attempt fails, and those that always fail. */
  readonly flaky: readonly number[];
  readonly broken: readonly number[];
}

/** A run that is played from a schedule: the state at any moment is computed, so that pictures can be repeated. */
export class DemoRun {
  readonly #plan: DemoPlan;
  readonly #slices: ChunkSliceJson[];
  readonly #attempts: DemoAttempt[] = [];
  readonly #ofChunk = new Map<number, DemoAttempt[]>();
  readonly #planMs = 2600;
  readonly #chunksEndMs: number;

  constructor(plan: DemoPlan) {
    this.#plan = plan;
    this.#slices = cutFrames(plan.frameCount, plan.chunkCount);
    const free = Array.from({ length: plan.workers }, (_, worker) => this.#planMs + worker * 350);
    const queue = this.#slices.map((slice) => ({ slice, attempt: 1, notBefore: 0 }));
    while (queue.length > 0) {
      const workerId = free.indexOf(Math.min(...free));
      const job = queue.shift();
      if (job === undefined) break;
      const startMs = Math.max(free[workerId] ?? 0, job.notBefore);
      const { index, frameCount } = job.slice;
      const broken = plan.broken.includes(index);
      const failed = broken || (plan.flaky.includes(index) && job.attempt === 1);
      const warm = startMs > this.#planMs + 4000;
      const heavy = 1 + 0.9 * Math.exp(-(((index / this.#slices.length - 0.36) / 0.1) ** 2));
      const lengths: Record<ChunkPhase, number> = {
        verify: 160,
        boot: warm ? 500 : 1500,
        ready: 380,
        capture: frameCount * plan.msPerFrame * heavy * (failed ? 0.52 : 1),
        encode: 240 + frameCount * 2,
        finish: 120,
      };
      const phases: Partial<Record<ChunkPhase, number>> = {};
      let at = startMs;
      for (const phase of CHUNK_PHASES) {
        phases[phase] = at;
        at += lengths[phase];
        if (failed && phase === 'capture') break;
      }
      this.#attempts.push({
        chunkIndex: index,
        attempt: job.attempt,
        workerId,
        startMs,
        endMs: at,
        phases,
        failed,
      });
      free[workerId] = at + 40;
      if (failed && job.attempt < (broken ? 1 : 3)) {
        queue.splice(Math.min(2, queue.length), 0, {
          ...job,
          attempt: job.attempt + 1,
          notBefore: at + 3000,
        });
      }
    }
    for (const attempt of this.#attempts) {
      this.#ofChunk.set(attempt.chunkIndex, [...(this.#ofChunk.get(attempt.chunkIndex) ?? []), attempt]);
    }
    this.#chunksEndMs = Math.max(...this.#attempts.map((attempt) => attempt.endMs));
  }

  /** The whole run at `elapsedMs` after its start. */
  snapshotAt(runId: string, elapsedMs: number, originMs: number, ended: RunState | null): RunSnapshot {
    const planned = elapsedMs > this.#planMs;
    const chunks = planned
      ? this.#slices.map((slice) => this.#chunkAt(slice, elapsedMs, originMs, ended))
      : [];
    const allDone = chunks.length > 0 && chunks.every((chunk) => chunk.state === 'done');
    const anyFailed = elapsedMs > this.#chunksEndMs && chunks.some((chunk) => chunk.state === 'failed');
    const assembledMs = this.#chunksEndMs + 2600;
    const state: RunState =
      ended ??
      (!planned
        ? 'planning'
        : anyFailed
          ? 'failed'
          : !allDone
            ? 'rendering'
            : elapsedMs < assembledMs
              ? 'assembling'
              : 'done');
    const framesDone = chunks.reduce((sum, chunk) => sum + chunk.framesDone, 0);
    const left = Math.max(0, this.#chunksEndMs - elapsedMs);
    const { frameCount, workers } = this.#plan;
    return {
      runId,
      runDir: '~/.local/share/framelane/runs/r-live',
      projectDir: '~/films/spring-launch',
      entryFile: 'index.html',
      outputPath: '~/films/spring-launch.mp4',
      state,
      seq: Math.floor(elapsedMs),
      startedAtMs: originMs,
      endedAtMs:
        state === 'done'
          ? originMs + assembledMs
          : anyFailed
            ? originMs + this.#chunksEndMs
            : ended === null
              ? null
              : originMs + elapsedMs,
      step:
        state === 'planning'
          ? { phase: 'measure', message: 'Measuring the timeline' }
          : state === 'assembling'
            ? elapsedMs > this.#chunksEndMs + 1300
              ? { phase: 'prove', message: 'ffprobe counts the frames' }
              : { phase: 'join', message: `Joining ${chunks.length} chunks` }
            : null,
      plan: planned ? planSnapshot(frameCount, this.#slices) : null,
      budget: planned
        ? {
            workers,
            boundBy: 'memory',
            why: `${workers} workers: each needs about 1.1 GB and 5.0 GB are free for them.`,
            cpuCount: 8,
            memoryAvailableBytes: 10_952_166_604,
            memoryPerWorkerBytes: 1_181_116_006,
            concurrentLaunches: 2,
          }
        : null,
      chunks,
      workers: planned
        ? Array.from({ length: workers }, (_, workerId) => this.#workerAt(workerId, elapsedMs))
        : [],
      framesDone,
      framesTotal: planned ? frameCount : 0,
      etaMs: state === 'rendering' && framesDone > 60 ? { low: left * 0.85, high: left * 1.5 + 2000 } : null,
      retries: this.#attempts.filter((attempt) => attempt.attempt > 1 && attempt.startMs < elapsedMs).length,
      result:
        state === 'done'
          ? {
              outputPath: '~/films/spring-launch.mp4',
              outputKind: 'file',
              planHash: SHA,
              frames: frameCount,
              durationSec: frameCount / 30,
              sizeBytes: 41_300_000,
              sha256: SHA,
              hasAudio: true,
              loudness: { integratedLufs: -16.2, rangeLu: 5.1, truePeakDbtp: -1.4 },
              checks: [
                { name: 'frames', expected: String(frameCount), actual: String(frameCount), ok: true },
                { name: 'frame rate', expected: '30/1', actual: '30/1', ok: true },
                { name: 'duration', expected: '60.000 s', actual: '60.000 s', ok: true },
                { name: 'size', expected: '1920×1080', actual: '1920×1080', ok: true },
                { name: 'video codec', expected: 'h264', actual: 'h264', ok: true },
                { name: 'audio codec', expected: 'aac', actual: 'aac', ok: true },
                { name: 'A/V offset', expected: '≤ 20 ms', actual: '0.0 ms', ok: true },
                { name: 'keyframes', expected: 'at every chunk', actual: '16 of 16', ok: true },
              ],
              durationMs: 2400,
            }
          : null,
      error: anyFailed ? AUTHORED : null,
    };
  }

  #chunkAt(
    slice: ChunkSliceJson,
    elapsedMs: number,
    originMs: number,
    ended: RunState | null,
  ): ChunkSnapshot {
    const begun = (this.#ofChunk.get(slice.index) ?? []).filter((a) => a.startMs <= elapsedMs);
    const last = begun.at(-1);
    const base = {
      index: slice.index,
      start: slice.start,
      end: slice.end,
      framesTotal: slice.frameCount,
      framesReused: 0,
    };
    const attempts = begun.map((a) => attemptSnapshot(a, elapsedMs, originMs, ended));
    if (last === undefined) {
      const state = ended === null ? 'queued' : 'cancelled';
      return {
        ...base,
        state,
        phase: null,
        framesDone: 0,
        lastFrameAtMs: null,
        framesPerSec: null,
        attempts,
        webgl: null,
        result: null,
        error: null,
      };
    }
    const running = elapsedMs < last.endMs;
    const captureStart = last.phases.capture ?? last.endMs;
    const captureEnd = last.phases.encode ?? last.endMs;
    const share =
      Math.min(1, Math.max(0, (elapsedMs - captureStart) / (captureEnd - captureStart))) *
      (last.failed ? 0.52 : 1);
    const framesDone = Math.floor(share * slice.frameCount);
    const phase = running
      ? (CHUNK_PHASES.filter((name) => (last.phases[name] ?? Infinity) <= elapsedMs).at(-1) ?? 'verify')
      : null;
    const done = !running && !last.failed;
    const final = last.failed && this.#plan.broken.includes(slice.index);
    const failed = !running && final;
    const framesPerSec =
      share > 0 ? (slice.frameCount * (last.failed ? 0.52 : 1) * 1000) / (captureEnd - captureStart) : null;
    return {
      ...base,
      state:
        ended !== null && !done
          ? 'cancelled'
          : running
            ? 'running'
            : done
              ? 'done'
              : failed
                ? 'failed'
                : 'retrying',
      phase,
      framesDone: done ? slice.frameCount : framesDone,
      framesReused: done ? Math.floor(slice.frameCount * 0.12) : 0,
      lastFrameAtMs: framesDone > 0 ? originMs + Math.min(elapsedMs, captureEnd) - 90 : null,
      framesPerSec,
      attempts,
      webgl: last.workerId === 2 ? LLVMPIPE : SWIFTSHADER,
      result: done ? resultOf(slice, last) : null,
      error: failed ? AUTHORED : !running && last.failed ? CRASH : null,
    };
  }

  #workerAt(workerId: number, elapsedMs: number): RunSnapshot['workers'][number] {
    const current = this.#attempts.find(
      (a) => a.workerId === workerId && a.startMs <= elapsedMs && elapsedMs < a.endMs,
    );
    const sessions =
      1 + this.#attempts.filter((a) => a.workerId === workerId && a.failed && a.endMs < elapsedMs).length;
    return {
      workerId,
      state: current === undefined ? 'idle' : 'busy',
      chunkIndex: current?.chunkIndex ?? null,
      browserPid: 41_200 + workerId,
      browserVersion: 'HeadlessChrome/156.0.8078.79',
      browserCommand:
        'chrome-headless-shell --headless --disable-gpu-compositing --use-angle=swiftshader --force-color-profile=srgb --font-render-hinting=none --window-size=1920,1080',
      webgl: workerId === 2 ? LLVMPIPE : SWIFTSHADER,
      sessions,
    };
  }
}

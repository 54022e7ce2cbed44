import type { ErrorData } from '../errors/index.js';
import type { ChunkPlan, ChunkSliceJson } from './chunk-plan.js';
import type { CaptureMode, OutputFormat } from './config.js';
import type { WorkerBudget } from './events.js';
import type { Fps } from './fps.js';
import type { AssembleResult, ChunkPhase, ChunkResult } from './results.js';
import type { ToolIdentities } from './tools.js';
import type { WebglInfo } from './webgl.js';

/** Where a run stands. */
export type RunState =
  | 'planning'
  | 'rendering'
  | 'assembling'
  | 'cancelling'
  | 'done'
  | 'failed'
  | 'cancelled'
  /** Its log ends without a final event: the process that drove it is gone. */
  | 'interrupted';

/** Where a chunk stands. */
export type ChunkState = 'queued' | 'running' | 'retrying' | 'done' | 'reused' | 'failed' | 'cancelled';

/** One stay of a chunk on a worker. Times in milliseconds since 1970. */
export interface AttemptSnapshot {
  readonly attempt: number;
  readonly workerId: number;
  readonly startedAtMs: number;
  readonly endedAtMs: number | null;
  readonly outcome: 'running' | 'done' | 'failed' | 'cancelled';
  readonly error: ErrorData | null;
  /** When each phase began. */
  readonly phaseStartedAtMs: Partial<Record<ChunkPhase, number>>;
}

export interface ChunkSnapshot {
  readonly index: number;
  readonly start: number;
  readonly end: number;
  readonly state: ChunkState;
  readonly phase: ChunkPhase | null;
  readonly framesDone: number;
  readonly framesTotal: number;
  readonly framesReused: number;
  /** When the last frame was captured, milliseconds since 1970; its age is the reader's clock minus this. */
  readonly lastFrameAtMs: number | null;
  /** Frames per second of the current or last attempt's capture; null before the second progress message. */
  readonly framesPerSec: number | null;
  readonly attempts: readonly AttemptSnapshot[];
  readonly webgl: WebglInfo | null;
  readonly result: ChunkResult | null;
  readonly error: ErrorData | null;
}

export interface WorkerSnapshot {
  readonly workerId: number;
  readonly state: 'busy' | 'idle' | 'lost';
  readonly chunkIndex: number | null;
  readonly browserPid: number | null;
  readonly browserVersion: string | null;
  readonly browserCommand: string | null;
  readonly webgl: WebglInfo | null;
  /** How many browsers this worker has had. */
  readonly sessions: number;
}

/** What is known of a plan in a run. */
export interface PlanSnapshot {
  readonly planDir: string;
  readonly planHash: string;
  readonly frameCount: number;
  readonly durationSec: number;
  readonly fps: Fps;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly format: OutputFormat;
  readonly codec: string;
  readonly captureMode: CaptureMode;
  readonly gopFrames: number;
  readonly hasAudio: boolean;
  readonly chunkPlan: ChunkPlan;
  readonly slices: readonly ChunkSliceJson[];
  readonly tools: ToolIdentities;
  readonly assetCount: number;
  readonly assetBytes: number;
  readonly warnings: readonly string[];
}

/** A run at one moment, folded from its events by a pure reducer: everything a window needs to draw it. */
export interface RunSnapshot {
  readonly runId: string;
  readonly runDir: string;
  readonly projectDir: string;
  readonly entryFile: string;
  readonly outputPath: string;
  readonly state: RunState;
  /** Number of the last event that was folded in. */
  readonly seq: number;
  readonly startedAtMs: number;
  readonly endedAtMs: number | null;
  readonly step: { readonly phase: string; readonly message: string } | null;
  readonly plan: PlanSnapshot | null;
  readonly budget: WorkerBudget | null;
  readonly chunks: readonly ChunkSnapshot[];
  readonly workers: readonly WorkerSnapshot[];
  readonly framesDone: number;
  readonly framesTotal: number;
  /** Remaining milliseconds as a range; null while unknown. */
  readonly etaMs: { readonly low: number; readonly high: number } | null;
  readonly retries: number;
  readonly result: AssembleResult | null;
  readonly error: ErrorData | null;
}

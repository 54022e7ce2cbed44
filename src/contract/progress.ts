import type { ChunkPhase } from './results.js';
import type { WebglInfo } from './webgl.js';

/** What `plan` tells while it works. */
export interface PlanProgress {
  readonly phase: 'read' | 'localise' | 'measure' | 'extract' | 'compare' | 'audio' | 'hash' | 'freeze';
  readonly message: string;
}

/** What `renderChunk` tells while it works: at each phase change and at most ten times a second in between. */
export interface ChunkProgress {
  readonly chunkIndex: number;
  readonly phase: ChunkPhase;
  readonly framesDone: number;
  readonly framesTotal: number;
  readonly framesReused: number;
  /** Milliseconds since the last frame was captured; null before the first. */
  readonly lastFrameAgeMs: number | null;
  /** Known once the browser was probed. */
  readonly webgl: WebglInfo | null;
}

/** What `assemble` tells while it works. */
export interface AssembleProgress {
  readonly phase: 'check' | 'join' | 'mux' | 'prove' | 'finish';
  readonly message: string;
}

/** Where a library function writes what it would say; same shape as pino's methods. */
export interface Logger {
  debug(facts: Record<string, unknown>, message: string): void;
  info(facts: Record<string, unknown>, message: string): void;
  warn(facts: Record<string, unknown>, message: string): void;
  error(facts: Record<string, unknown>, message: string): void;
}

import type { AssembleProgress, Logger, ToolPaths } from '../contract/index.js';
import type { Environment } from '../process/index.js';

/** What may be given to `assemble` besides its arguments. */
export interface AssembleOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: AssembleProgress) => void) | undefined;
  readonly logger?: Logger | undefined;
  readonly tools?: ToolPaths | undefined;
  /** Where tools are looked for; default: this process's environment. */
  readonly env?: Environment | undefined;
  /** Told of every ffmpeg that is started, so that whoever watches can kill it. */
  readonly onSpawn?: ((pid: number) => void) | undefined;
}

/** One chunk in its place: its file or folder and the frames that it holds. */
export interface PlacedChunk {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

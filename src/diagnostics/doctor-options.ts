import type { ToolPaths } from '../contract/index.js';
import type { Environment } from '../process/index.js';

/** What the doctor looks at. */
export interface DoctorOptions {
  readonly tools: ToolPaths;
  readonly env: Environment;
  /** The application's cache folder: where installed browsers are. */
  readonly cacheDir: string;
  /** A folder on the disk that renders are written to. */
  readonly diskPath: string;
  readonly signal?: AbortSignal | undefined;
}

import type { Environment } from '../process/index.js';

/** How to install a browser. */
export interface InstallBrowserOptions {
  readonly cacheDir: string;
  readonly env: Environment;
  /** What is tried now, one sentence. */
  readonly onStep?: (message: string) => void;
  /** Bytes of the download; the total is 0 while unknown. */
  readonly onProgress?: (doneBytes: number, totalBytes: number) => void;
  readonly signal?: AbortSignal;
}

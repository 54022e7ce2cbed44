import type { Logger } from '../contract/index.js';
import type { Environment } from '../process/index.js';

/** Where a host keeps things and what it may use; given once, by the shell that starts it. */
export interface EngineHostOptions {
  readonly shell: 'desktop' | 'browser';
  /** Settings and recent projects. */
  readonly dataDir: string;
  /** Browsers that were installed, and the list of running tools. */
  readonly cacheDir: string;
  /** Where runs keep their folders. */
  readonly runsRoot: string;
  readonly examplesDir: string;
  readonly env: Environment;
  readonly logger?: Logger;
  /** Desktop only: the path that a dialog or a drop was given under a handle; null for an unknown one. */
  readonly resolveHandle?: (handle: string) => string | null;
}

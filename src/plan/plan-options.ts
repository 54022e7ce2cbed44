import type { BrowserSession } from '../browser/types.js';
import type { Logger, PlanProgress, ToolPaths } from '../contract/index.js';
import type { Environment } from '../process/index.js';

/** What goes beside the arguments of `plan`. */
export interface PlanOptions {
  /** Stops the work: CANCELLED, and no plan directory. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: PlanProgress) => void) | undefined;
  readonly logger?: Logger | undefined;
  readonly tools?: ToolPaths | undefined;
  /** Where tools are looked for; default: the environment of this process. */
  readonly env?: Environment | undefined;
  /** A running browser to measure with; it stays open. Default: one is started and closed. */
  readonly browserSession?: BrowserSession | undefined;
}

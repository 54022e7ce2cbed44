import type { BrowserSession } from '../browser/types.js';
import type { LockedRenderConfig, Logger, PlanProgress, ToolPaths } from '../contract/index.js';
import type { Fetch, LookUp } from '../offline/index.js';
import type { Environment } from '../process/index.js';
import type { SampleElsewhere } from './sample-frames.js';

/** Where the content of URLs on other hosts may come from. */
export interface RemoteAccess {
  /** False: nothing is fetched; what is vendored, installed or cached is used. Default true. */
  readonly network?: boolean | undefined;
  /** Origins on this machine or in a private network that may be fetched from: `http://127.0.0.1:5173`. Default: none. */
  readonly allowedOrigins?: readonly string[] | undefined;
  /** Replaces Node's `fetch`. */
  readonly fetch?: Fetch | undefined;
  /** Replaces the system's resolver. */
  readonly lookUp?: LookUp | undefined;
}

/** What is known of a plan before the page is opened. */
export interface PlanOutline {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly gl: LockedRenderConfig['gl'];
  /** Null when only the page can tell how long it is. */
  readonly chunkCount: number | null;
}

/** What goes beside the arguments of `plan`. */
export interface PlanOptions {
  /** Stops the work: CANCELLED, and no plan directory. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: PlanProgress) => void) | undefined;
  /** Told before the page is opened, for those who start browsers meanwhile. */
  readonly onOutline?: ((outline: PlanOutline) => void) | undefined;
  readonly logger?: Logger | undefined;
  readonly tools?: ToolPaths | undefined;
  /** Where tools are looked for; default: the environment of this process. */
  readonly env?: Environment | undefined;
  readonly remote?: RemoteAccess | undefined;
  /** A running browser to measure with; it stays open. Default: one is started and closed. */
  readonly browserSession?: BrowserSession | undefined;
  /** Captures frames in a browser that runs beside the planner's. Default: the planner's does everything. */
  readonly sampleElsewhere?: SampleElsewhere | undefined;
  /**
   * Cores of the one machine that renders all chunks. Where the configuration asks for no number or length of chunks, they
   * are as few as that machine has use for. Default: the chunks may be rendered on as many machines.
   */
  readonly localCores?: number | undefined;
  /** Frames will be shown one by one, as images: capture mode raw is not considered. Default false. */
  readonly needsImages?: boolean | undefined;
}

import type { DistributedRenderConfig, Logger, RunEvent, ToolPaths } from '../contract/index.js';
import type { RemoteAccess } from '../plan/index.js';
import type { Environment } from '../process/index.js';
import type { LocatedTools } from '../tools/index.js';
import type { EventLog } from './event-log.js';
import type { RunControl } from './run-control.js';
import type { RunFolder } from './run-folder.js';
import type { WarmPool } from './warm-pool.js';
import type { WarmTools } from './warm-tools.js';

/** What a run is asked to do. */
export interface RenderRunOptions {
  readonly projectDir: string;
  readonly config: DistributedRenderConfig;
  /** A file, or for `png-sequence` a folder. */
  readonly outputPath: string;
  /** The run's folder. Default: a new one in `runsRoot`. */
  readonly runDir?: string | undefined;
  /** Where run folders are made. */
  readonly runsRoot: string;
  /** Browsers at once. Default: what CPU and memory allow. */
  readonly workers?: number | undefined;
  /** Keeps plan and chunks after success. `run.json` and `events.jsonl` always stay. */
  readonly keep?: boolean | undefined;
  /** Goes on with the interrupted, failed or cancelled run in `runDir`; verified chunks are kept. */
  readonly resume?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Pauses the run and stops single chunks from outside. */
  readonly control?: RunControl | undefined;
  readonly onEvent?: ((event: RunEvent) => void) | undefined;
  readonly tools?: ToolPaths | undefined;
  /** Where the content of URLs on other hosts may come from. */
  readonly remote?: RemoteAccess | undefined;
  readonly env?: Environment | undefined;
  /** Browsers that other runs have opened; they stay open. */
  readonly warm?: WarmTools | undefined;
  readonly logger?: Logger | undefined;
}

/** The final event of a run that succeeded. */
export type RunResult = Extract<RunEvent, { type: 'result' }>;

/** A run on its way: what its steps share. */
export interface Run {
  readonly runId: string;
  readonly folder: RunFolder;
  readonly options: RenderRunOptions;
  readonly env: Environment;
  readonly log: EventLog;
  readonly signal: AbortSignal;
  readonly tools: LocatedTools;
  readonly pool: WarmPool;
}

import type { HostMessage, Logger, Settings, ToolPaths } from '../contract/index.js';
import type { Environment } from '../process/index.js';
import type { RunHub } from './run-hub.js';
import type { JsonStore } from './stores/json-store.js';
import type { ProjectStore } from './stores/project-store.js';

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

/** What the methods share. */
export interface HostContext {
  readonly options: EngineHostOptions;
  readonly projects: ProjectStore;
  readonly settings: JsonStore<Settings>;
  readonly runs: RunHub;
  /** Tells every window. */
  broadcast(message: HostMessage): void;
}

/** The tools that the settings name. */
export async function toolPaths(context: HostContext): Promise<ToolPaths> {
  const { browserPath, ffmpegPath } = await context.settings.get();
  return { browserPath: browserPath ?? undefined, ffmpegPath: ffmpegPath ?? undefined };
}

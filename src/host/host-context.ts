import type { HostMessage, Settings, ToolPaths } from '../contract/index.js';
import type { EngineHostOptions } from './engine-host-options.js';
import type { RunHub } from './run-hub.js';
import type { JsonStore } from './stores/json-store.js';
import type { ProjectStore } from './stores/project-store.js';

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

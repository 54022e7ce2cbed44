import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostMessage } from '../contract/index.js';
import { dispatch, type HostMethods, type WindowContext } from './dispatch.js';
import type { EngineHostOptions } from './engine-host-options.js';
import type { HostContext } from './host-context.js';
import { machineMethods } from './methods/machine-methods.js';
import { planMethods } from './methods/plan-methods.js';
import { projectMethods } from './methods/project-methods.js';
import { runMethods } from './methods/run-methods.js';
import { readResources } from './read-resources.js';
import { ResourceFeed } from './resource-feed.js';
import { createRunHub } from './run-hub.js';
import { openProjectStore } from './stores/project-store.js';
import { openSettingsStore } from './stores/settings-store.js';
import type { HostTransport } from './transport.js';

/** What a window's connection can do beyond the protocol. */
export interface WindowOptions {
  /** Address at which this window can fetch a run's output; null where it cannot. */
  readonly outputUrl: (runId: string) => string | null;
}

/** The engine behind the protocol: one per application, any number of windows. */
export interface EngineHost {
  connect(transport: HostTransport, window: WindowOptions): void;
  /** Absolute path of a run's finished file; null when there is none. */
  outputPath(runId: string): Promise<string | null>;
  /** Cancels what runs and waits until no process is left. */
  close(): Promise<void>;
}

/** Starts the engine host: makes its folders and ends processes that a crash left. */
export async function createEngineHost(options: EngineHostOptions): Promise<EngineHost> {
  await Promise.all(
    [options.dataDir, options.cacheDir, options.runsRoot].map((folder) => mkdir(folder, { recursive: true })),
  );
  const windows = new Map<number, WindowContext>();
  const broadcast = (message: HostMessage) => {
    for (const window of windows.values()) window.send(message);
  };
  const projects = openProjectStore(join(options.dataDir, 'projects.json'));
  const settings = openSettingsStore(join(options.dataDir, 'settings.json'));
  const runs = await createRunHub(options, broadcast, (windowIds, message) => {
    for (const windowId of windowIds) windows.get(windowId)?.send(message);
  });
  const context: HostContext = { options, projects, settings, runs, broadcast };
  const methods: HostMethods = {
    ...projectMethods(context),
    ...machineMethods(context),
    ...planMethods(context),
    ...runMethods(context),
  };
  const resources = new ResourceFeed(
    () => readResources(context),
    (now) => broadcast({ kind: 'resources', resources: now }),
  );
  let lastWindowId = 0;

  return {
    connect(transport, { outputUrl }) {
      const windowId = ++lastWindowId;
      const window: WindowContext = { windowId, send: (message) => transport.send(message), outputUrl };
      windows.set(windowId, window);
      resources.add();
      transport.onMessage((message) => void dispatch(message, methods, window));
      transport.onClose(() => {
        windows.delete(windowId);
        resources.remove();
        runs.forgetWindow(windowId);
      });
    },
    outputPath: (runId) => runs.outputPath(runId),
    close: () => runs.close(),
  };
}

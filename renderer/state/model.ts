import type { HostClient, ShellApi } from '../api/index.js';
import { createEngineStore, createProjectStore, createRunStore, createUiStore } from './stores.js';

/** Everything a window knows and can ask for. Made once in `main.tsx`; screens get it through a React context. */
export interface Model {
  readonly client: HostClient;
  /** Null in a browser. */
  readonly shell: ShellApi | null;
  readonly engine: ReturnType<typeof createEngineStore>;
  readonly project: ReturnType<typeof createProjectStore>;
  readonly run: ReturnType<typeof createRunStore>;
  readonly ui: ReturnType<typeof createUiStore>;
}

export function createModel(client: HostClient, shell: ShellApi | null): Model {
  return {
    client,
    shell,
    engine: createEngineStore(),
    project: createProjectStore(),
    run: createRunStore(),
    ui: createUiStore(),
  };
}

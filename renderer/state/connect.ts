import { refreshEngine, refreshRuns } from './engine-actions.js';
import type { Model } from './model.js';
import { showProject } from './project-actions.js';
import { receiveSnapshot, watchRun } from './run-actions.js';

/**
 * Joins the client to the stores and starts it. After each connect the lists are asked for and the run is watched
 * again; `projectId` is the project that the address names.
 */
export function startModel(model: Model, projectId: string | null): void {
  const { client, engine } = model;
  client.onState((connection) => {
    engine.setState({ connection });
    if (connection.kind !== 'open') return;
    void refreshEngine(model);
    void watchRun(model);
    if (projectId !== null && model.project.getState().project === null)
      void restoreProject(model, projectId);
  });
  client.onNews((news) => {
    switch (news.kind) {
      case 'run-snapshot':
        receiveSnapshot(model, news.snapshot, news.paused);
        break;
      case 'runs-changed':
        void refreshRuns(model);
        break;
      case 'resources':
        engine.setState({ resources: news.resources });
        break;
      case 'install-progress':
        engine.setState(({ installs }) => ({
          installs: { ...installs, [news.tool]: { message: news.message, share: news.share } },
        }));
        break;
    }
  });
  client.start();
}

/** Opens the project that the address names, without leaving the view. */
async function restoreProject(model: Model, projectId: string): Promise<void> {
  try {
    showProject(model, await model.client.request('project.reopen', { projectId }));
  } catch {
    // It was forgotten or moved: the Plan screen then says that no project is open.
  }
}

import { useEffect } from 'react';
import { restoreProject } from '../state/connect.js';
import type { Model } from '../state/model.js';
import { formatRoute, parseRoute } from './route.js';

/** Takes view, project and run from the address. Call it before the client starts: the requests wait for it. */
export function restoreRoute(model: Model): void {
  const route = parseRoute(window.location.hash);
  model.ui.setState({ view: route.view });
  if (route.runId !== null) model.run.setState({ runId: route.runId });
  if (route.projectId !== null) void restoreProject(model, route.projectId);
}

/** Keeps the address in step, so that a reload comes back to the same place; Back and Forward change the view. */
export function useRoute(model: Model): void {
  useEffect(() => {
    const write = () => {
      const hash = formatRoute({
        view: model.ui.getState().view,
        projectId: model.project.getState().project?.projectId ?? null,
        runId: model.run.getState().runId,
      });
      if (hash === window.location.hash) return;
      const sameView = parseRoute(hash).view === parseRoute(window.location.hash).view;
      window.history[sameView ? 'replaceState' : 'pushState'](null, '', hash);
    };
    const read = () => model.ui.setState({ view: parseRoute(window.location.hash).view, sheet: null });
    const ends = [model.ui.subscribe(write), model.project.subscribe(write), model.run.subscribe(write)];
    window.addEventListener('popstate', read);
    return () => {
      for (const end of ends) end();
      window.removeEventListener('popstate', read);
    };
  }, [model]);
}

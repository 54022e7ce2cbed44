import { useEffect } from 'react';
import type { Model } from '../state/model.js';
import { formatRoute, parseRoute } from './route.js';

/** Takes view and run from the address. Returns the project that it names. */
export function restoreRoute(model: Model): string | null {
  const route = parseRoute(window.location.hash);
  model.ui.setState({ view: route.view });
  if (route.runId !== null) model.run.setState({ runId: route.runId });
  return route.projectId;
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

import type { View } from '../state/stores.js';

const VIEWS: readonly View[] = ['home', 'plan', 'run', 'history', 'diagnostics', 'settings'];

/** Where the window is: what a reload must find again. */
export interface Route {
  readonly view: View;
  readonly projectId: string | null;
  readonly runId: string | null;
}

/** `#/run?project=p1&run=r1`; anything else is Home. */
export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  const params = new URLSearchParams(query);
  return {
    view: VIEWS.find((view) => view === path) ?? 'home',
    projectId: params.get('project'),
    runId: params.get('run'),
  };
}

export function formatRoute({ view, projectId, runId }: Route): string {
  const params = new URLSearchParams();
  if (projectId !== null) params.set('project', projectId);
  if (runId !== null) params.set('run', runId);
  const query = params.toString();
  return `#/${view}${query === '' ? '' : `?${query}`}`;
}

import { createContext, useContext, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { Model } from './model.js';
import type { EngineState, ProjectState, RunState, UiState } from './stores.js';

export const ModelContext = createContext<Model | null>(null);

export function useModel(): Model {
  const model = useContext(ModelContext);
  if (model === null) throw new Error('useModel is used outside the app');
  return model;
}

export function useEngine<T>(select: (state: EngineState) => T): T {
  return useStore(useModel().engine, select);
}

export function useProject<T>(select: (state: ProjectState) => T): T {
  return useStore(useModel().project, select);
}

export function useRun<T>(select: (state: RunState) => T): T {
  return useStore(useModel().run, select);
}

export function useUi<T>(select: (state: UiState) => T): T {
  return useStore(useModel().ui, select);
}

/** The present time in milliseconds, renewed every `intervalMs` while the screen is shown. */
export function useNow(intervalMs: number, active = true): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!active) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), intervalMs);
    return () => clearInterval(timer);
  }, [intervalMs, active]);
  return now;
}

/** Whether a media query holds. */
export function useMedia(query: string): boolean {
  const [matches, setMatches] = useState(() => window.matchMedia(query).matches);
  useEffect(() => {
    const list = window.matchMedia(query);
    const update = () => setMatches(list.matches);
    update();
    list.addEventListener('change', update);
    return () => list.removeEventListener('change', update);
  }, [query]);
  return matches;
}

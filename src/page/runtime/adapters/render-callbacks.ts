import type { Instances } from '../instances/instances.js';
import { localSec } from '../local-time.js';
import type { SeekAdapter, SeekContext } from './adapter.js';

type RenderCallback = (timeSec: number) => unknown;

interface RenderWindow {
  __hfTime?: number;
  __hfThreeTime?: number;
  __hfTypegpuTime?: number;
}

/**
 * Functions of time that a page puts into `window.__hfRender` and, for three.js, `window.__hfThreeRender`. The time in
 * seconds is published first, for code that asks for it instead. A promise that a function returns is waited for.
 */
export function createRenderCallbacks(instances: Instances): SeekAdapter {
  return {
    name: 'render-callbacks',
    whenPassing: false,
    seek(timeSec, context) {
      const target = window as RenderWindow;
      target.__hfTime = timeSec;
      target.__hfThreeTime = timeSec;
      target.__hfTypegpuTime = timeSec;
      const lists = [...instances.valuesOf('__hfRender'), ...instances.valuesOf('__hfThreeRender')];
      for (const { value, originSec } of lists) {
        const ownSec = Math.max(0, localSec(timeSec, originSec));
        for (const callback of listOf(value)) call(callback, ownSec, context);
      }
    },
  };
}

function call(callback: RenderCallback, timeSec: number, context: SeekContext): void {
  try {
    const result = callback(timeSec);
    if (result instanceof Promise) context.waitUntil(result);
  } catch (error) {
    reportError(error);
  }
}

/** A copy: a callback may add another one. */
function listOf(value: unknown): RenderCallback[] {
  if (!Array.isArray(value)) return [];
  return value.filter((item): item is RenderCallback => typeof item === 'function');
}

import { replace } from './replace.js';

/** More than the engine keeps of a page's console. */
const MAX_CALLS = 200;
const METHODS = ['debug', 'log', 'info', 'warn', 'error', 'trace', 'assert', 'table', 'dir'] as const;

/** Every call is a message to the engine: a page that makes a million would drown it, so that what comes late is dropped. */
export function limitConsole(): void {
  let calls = 0;
  const limited = METHODS.map((method) => {
    const original = console[method] as (...args: unknown[]) => void;
    const call = (...args: unknown[]) => {
      calls += 1;
      if (calls <= MAX_CALLS) original.apply(console, args);
    };
    return [method, call] as const;
  });
  replace(console, Object.fromEntries(limited));
}

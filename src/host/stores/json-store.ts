import { randomBytes } from 'node:crypto';
import { readFile, rename } from 'node:fs/promises';
import type { z } from 'zod';
import { writeJson } from '../../files/index.js';

/** A small JSON file that is read once, checked, and written whole on every change. */
export interface JsonStore<T> {
  get(): Promise<T>;
  /** Writes what `change` makes of the current value; changes are applied one after the other. */
  update(change: (value: T) => T): Promise<T>;
}

/**
 * Opens a JSON file. A missing one is the fallback. A damaged one is set aside under `<path>.damaged-<random>`, so that
 * nothing is lost, and the fallback is used.
 */
export function openJsonStore<S extends z.ZodType>(
  path: string,
  schema: S,
  fallback: z.output<S>,
): JsonStore<z.output<S>> {
  let current: Promise<z.output<S>> | undefined;
  const load = async (): Promise<z.output<S>> => {
    const text = await readFile(path, 'utf8').catch(() => null);
    if (text === null) return fallback;
    const parsed = schema.safeParse(parseJson(text));
    if (parsed.success) return parsed.data;
    await rename(path, `${path}.damaged-${randomBytes(4).toString('hex')}`);
    return fallback;
  };
  return {
    get() {
      current ??= load();
      return current;
    },
    update(change) {
      const before = this.get();
      const after = before.then(async (value) => {
        const changed = change(value);
        await writeJson(path, changed);
        return changed;
      });
      // A failed write leaves the value that is on disk.
      current = after.catch(() => before);
      return after;
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

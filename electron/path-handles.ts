import { randomUUID } from 'node:crypto';

/** More than a person opens in one session; the oldest are forgotten. */
const MAX_HANDLES = 500;

/** Paths that a dialog, a drop or the system gave, by the handles that windows know them by. */
export class PathHandles {
  readonly #paths = new Map<string, string>();
  readonly #onIssue: (handle: string, path: string) => void;

  /** @param onIssue tells the engine, which resolves handles. */
  constructor(onIssue: (handle: string, path: string) => void) {
    this.#onIssue = onIssue;
  }

  /** A new handle for a path. @param path absolute, from the system and never from a page. */
  issue(path: string): string {
    const handle = `path-${randomUUID()}`;
    this.#paths.set(handle, path);
    for (const oldest of this.#paths.keys()) {
      if (this.#paths.size <= MAX_HANDLES) break;
      this.#paths.delete(oldest);
    }
    this.#onIssue(handle, path);
    return handle;
  }

  /** All that are known, for an engine that was started again. */
  entries(): readonly (readonly [handle: string, path: string])[] {
    return [...this.#paths];
  }
}

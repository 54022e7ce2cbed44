import { turn } from '../real.js';
import { replace } from '../replace.js';

type AsyncFunction = (this: unknown, ...args: unknown[]) => Promise<unknown>;

/** Counts what a worker waits for that is neither a timer nor a message: files, pictures, WebAssembly. */
export class PendingWork {
  #count = 0;

  install(): void {
    this.#watch(globalThis, ['fetch', 'createImageBitmap']);
    this.#watch(Response.prototype, ['arrayBuffer', 'blob', 'json', 'text']);
    this.#watch(WebAssembly, ['compile', 'compileStreaming', 'instantiate', 'instantiateStreaming']);
  }

  /** Resolves when nothing is pending, and what waited for it has gone on. */
  async idle(): Promise<void> {
    await turn();
    while (this.#count > 0) await turn();
  }

  #watch(target: object, names: readonly string[]): void {
    const watch = (result: Promise<unknown>) => {
      this.#count += 1;
      const end = () => {
        this.#count -= 1;
      };
      result.then(end, end);
      return result;
    };
    for (const name of names) {
      const original = (target as Record<string, AsyncFunction | undefined>)[name];
      if (original === undefined) continue;
      replace(target, {
        [name](this: unknown, ...args: unknown[]) {
          return watch(original.apply(this, args));
        },
      });
    }
  }
}

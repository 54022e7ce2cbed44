import type { LimitFunction } from 'p-limit';

/**
 * A place among those that may work at the same time. Unlike the work that p-limit runs, it can be left before the work is
 * over, and taken again: then behind all that wait.
 */
export class Turn {
  #leave: (() => void) | null = null;

  constructor(private readonly limit: LimitFunction) {}

  /** Nobody waits for a place. */
  get isLast(): boolean {
    return this.limit.pendingCount === 0;
  }

  /** Waits for a place; it is kept until `leave`. */
  async take(): Promise<void> {
    if (this.#leave !== null) return;
    await new Promise<void>((taken) => {
      void this.limit(
        () =>
          new Promise<void>((leave) => {
            this.#leave = leave;
            taken();
          }),
      );
    });
  }

  /** Gives the place to who waits longest; does nothing without one. */
  leave(): void {
    this.#leave?.();
    this.#leave = null;
  }
}

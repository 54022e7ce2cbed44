import type { Resources } from '../contract/index.js';

/** Between two readings, milliseconds: often enough to see a render breathe, seldom enough to cost nothing. */
const PAUSE_MS = 1750;

/** Tells how busy the machine is, again and again while somebody looks. */
export class ResourceFeed {
  #watchers = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly read: () => Promise<Resources>,
    private readonly send: (resources: Resources) => void,
  ) {}

  /** A window looks. */
  add(): void {
    this.#watchers += 1;
    if (this.#watchers === 1) void this.#turn();
  }

  /** A window is gone; the last one ends the readings. */
  remove(): void {
    this.#watchers -= 1;
    if (this.#watchers === 0) clearTimeout(this.#timer);
  }

  async #turn(): Promise<void> {
    const resources = await this.read().catch(() => null);
    if (this.#watchers === 0) return;
    if (resources !== null) this.send(resources);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#turn(), PAUSE_MS);
  }
}

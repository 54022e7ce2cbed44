/** What a person wants with a render that is under way. */
export type LeaveChoice = 'keep' | 'stop' | 'stay';

export interface LeaveGuardOptions {
  readonly isRendering: () => boolean;
  readonly ask: () => Promise<LeaveChoice>;
  /** Hides the window and puts an icon into the tray. */
  readonly keepRunning: () => void;
  /** Stops what runs; resolves when its processes are gone. */
  readonly stopEngine: () => Promise<void>;
  readonly quit: () => void;
}

interface Preventable {
  preventDefault(): void;
}

/** Stands between the wish to leave and the end of the app: asks while it renders, and ends the engine first. */
export class LeaveGuard {
  readonly #options: LeaveGuardOptions;
  #state: 'here' | 'asking' | 'stopping' | 'gone' = 'here';

  constructor(options: LeaveGuardOptions) {
    this.#options = options;
  }

  /** For `before-quit`. */
  onBeforeQuit(event: Preventable): void {
    if (this.#state === 'gone') return;
    event.preventDefault();
    if (this.#options.isRendering()) void this.#ask();
    else void this.#stop();
  }

  /** For a window's `close`: the render must not end with the window that shows it. */
  onWindowClose(event: Preventable): void {
    if (this.#state === 'gone' || this.#state === 'stopping' || !this.#options.isRendering()) return;
    event.preventDefault();
    void this.#ask();
  }

  /** For the end of the session: nobody can be asked, and what runs is left so that it can be resumed. */
  onShutdown(event?: Preventable): void {
    if (this.#state === 'gone') return;
    event?.preventDefault();
    void this.#stop();
  }

  async #ask(): Promise<void> {
    if (this.#state !== 'here') return;
    this.#state = 'asking';
    // A dialog that cannot be shown must not cost a render.
    const choice = await this.#options.ask().catch(() => 'stay' as const);
    // The session ended while the question stood.
    if (this.#state !== 'asking') return;
    this.#state = 'here';
    if (choice === 'keep') this.#options.keepRunning();
    if (choice === 'stop') await this.#stop();
  }

  async #stop(): Promise<void> {
    if (this.#state === 'stopping' || this.#state === 'gone') return;
    this.#state = 'stopping';
    await this.#options.stopEngine();
    this.#state = 'gone';
    this.#options.quit();
  }
}

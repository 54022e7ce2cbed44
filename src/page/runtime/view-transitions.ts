import { browserFrame } from './browser-frame.js';
import type { PageErrors } from './page-errors.js';
import { turn } from './real.js';
import { replace } from './replace.js';
import type { VirtualClock } from './virtual-clock.js';

/** Frames of the browser that a transition may take to photograph the old state and to build the new one. */
const MAX_FRAMES = 30;

interface Transition {
  readonly ready: Promise<unknown>;
  skipTransition(): void;
}
type StartViewTransition = (this: Document, ...args: unknown[]) => Transition;

/**
 * View transitions. The browser photographs the old state with its next frame, then calls the page back and starts
 * animations on pseudo-elements. All of that is made to happen within the seek that started it; the animations are
 * sought like any others, and a timer of the virtual clock ends the transition, as animations that are sought never end
 * by themselves.
 */
export class ViewTransitions {
  readonly #clock: VirtualClock;
  readonly #errors: PageErrors;
  readonly #starting = new Set<Transition>();
  readonly #begun = new Set<Transition>();

  constructor(clock: VirtualClock, errors: PageErrors) {
    this.#clock = clock;
    this.#errors = errors;
  }

  install(): void {
    const { prototype } = Document as unknown as {
      prototype: Document & { startViewTransition?: StartViewTransition };
    };
    const start = prototype.startViewTransition;
    if (start === undefined) return;
    const watch = (transition: Transition) => this.#watch(transition);
    replace(prototype, {
      startViewTransition(this: Document, ...args: unknown[]): Transition {
        const transition = start.apply(this, args);
        watch(transition);
        return transition;
      },
    });
  }

  /** Lets transitions that were started come to their first moment. */
  async settle(): Promise<void> {
    for (let frames = 0; this.#starting.size > 0; frames++) {
      if (frames === MAX_FRAMES) {
        this.#starting.clear();
        this.#errors.addRefusal(
          'A view transition did not become ready.',
          'Let its callback finish without waiting for time to pass.',
        );
        return;
      }
      await browserFrame();
      await turn();
    }
    if (this.#begun.size === 0) return;
    // The page may add animations of its own when it hears that the transition is ready.
    await turn();
    for (const transition of this.#begun) this.#endInTime(transition);
    this.#begun.clear();
  }

  #watch(transition: Transition): void {
    this.#starting.add(transition);
    transition.ready.then(
      () => {
        this.#starting.delete(transition);
        this.#begun.add(transition);
      },
      // Skipped, or replaced by another one.
      () => this.#starting.delete(transition),
    );
  }

  #endInTime(transition: Transition): void {
    const ends = document.getAnimations().flatMap(({ effect, playbackRate }) => {
      const isPart =
        effect instanceof KeyframeEffect && effect.pseudoElement?.startsWith('::view-transition');
      return isPart ? [Number(effect.getComputedTiming().endTime ?? 0) / playbackRate] : [];
    });
    const endMs = Math.max(0, ...ends);
    if (!Number.isFinite(endMs)) return;
    this.#clock.setTimer(() => transition.skipTransition(), Math.ceil(endMs), false);
  }
}

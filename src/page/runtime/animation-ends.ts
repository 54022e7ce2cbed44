import { replace } from './replace.js';
import type { VirtualClock } from './virtual-clock.js';

/** Events that CSS animations and transitions send to their elements when they end. */
const CSS_END_EVENTS = ['animationend', 'transitionend'];
/** The browser's own, for our own listeners: they do not count as the page's. */
const { addEventListener } = EventTarget.prototype;

interface Ending {
  readonly promise: Promise<Animation>;
  readonly resolve: (animation: Animation) => void;
}

/**
 * Tells a page that an animation is over: `animation.finished`, `onfinish`, `animationend`, `transitionend`. Since our
 * animations are paused and sought, the browser says so late or never. A timer of the virtual clock does, and only for
 * those that the page listens to: without listeners, jumps need not stop at the ends of animations.
 */
export class AnimationEnds {
  readonly #clock: VirtualClock;
  /** Virtual time at which an animation's own time is 0, milliseconds; null for one that is not ours. */
  readonly #originMsOf: (animation: Animation) => number | null;
  readonly #endings = new WeakMap<Animation, Ending>();
  readonly #scheduled = new WeakSet<Animation>();
  readonly #cssEvents = new Set<string>();

  constructor(clock: VirtualClock, originMsOf: (animation: Animation) => number | null) {
    this.#clock = clock;
    this.#originMsOf = originMsOf;
  }

  /** @param known the animations that are taken over so far. */
  install(known: () => Iterable<Animation>): void {
    this.silence(window);
    const finishedOf = (animation: Animation) => this.#expect(animation).promise;
    const listensTo = (target: unknown, type: unknown) => {
      if (type === 'finish' && target instanceof Animation) this.#expect(target);
      if (typeof type !== 'string' || !CSS_END_EVENTS.includes(type) || this.#cssEvents.has(type)) return;
      this.#cssEvents.add(type);
      for (const animation of known()) this.adopted(animation);
    };
    replace(EventTarget.prototype, {
      addEventListener(this: EventTarget, ...args: unknown[]) {
        listensTo(this, args[0]);
        return Reflect.apply(addEventListener, this, args);
      },
    });
    const { prototype } = Animation;
    Object.defineProperty(prototype, 'finished', {
      configurable: true,
      enumerable: true,
      get(this: Animation) {
        return finishedOf(this);
      },
    });
    const handler = Object.getOwnPropertyDescriptor(prototype, 'onfinish');
    Object.defineProperty(prototype, 'onfinish', {
      ...handler,
      set(this: Animation, value: unknown) {
        listensTo(this, 'finish');
        handler?.set?.call(this, value);
      },
    });
  }

  /**
   * Keeps the browser's own end events from listeners in a tree (a window, a shadow root): they also come for paused
   * animations, but in whatever real frame follows the seek.
   */
  silence(tree: EventTarget): void {
    for (const type of CSS_END_EVENTS) {
      addEventListener.call(tree, type, stopTrusted, true);
    }
  }

  /** Called for each animation that is taken over. */
  adopted(animation: Animation): void {
    if (this.#endings.has(animation) || this.#cssEvents.has(cssEventOf(animation))) this.#schedule(animation);
  }

  #expect(animation: Animation): Ending {
    let ending = this.#endings.get(animation);
    if (ending === undefined) {
      let resolve: Ending['resolve'] = () => undefined;
      const promise = new Promise<Animation>((settle) => {
        resolve = settle;
      });
      ending = { promise, resolve };
      this.#endings.set(animation, ending);
      this.#schedule(animation);
    }
    return ending;
  }

  #schedule(animation: Animation): void {
    const originMs = this.#originMsOf(animation);
    const endMs = Number(animation.effect?.getComputedTiming().endTime ?? 0) / animation.playbackRate;
    if (originMs === null || this.#scheduled.has(animation) || !Number.isFinite(endMs) || endMs < 0) return;
    this.#scheduled.add(animation);
    const delayMs = Math.ceil(originMs + endMs - this.#clock.nowMs);
    this.#clock.setTimer(() => this.#end(animation), delayMs, false);
  }

  #end(animation: Animation): void {
    // Cancelled meanwhile.
    if (animation.playState === 'idle') return;
    const { currentTime } = animation;
    animation.dispatchEvent(new AnimationPlaybackEvent('finish', { currentTime }));
    dispatchCssEnd(animation);
    this.#endings.get(animation)?.resolve(animation);
  }
}

function stopTrusted(event: Event): void {
  if (event.isTrusted) event.stopImmediatePropagation();
}

function cssEventOf(animation: Animation): string {
  if (animation instanceof CSSAnimation) return 'animationend';
  return animation instanceof CSSTransition ? 'transitionend' : '';
}

function dispatchCssEnd(animation: Animation): void {
  if (!(animation.effect instanceof KeyframeEffect)) return;
  const { target, pseudoElement } = animation.effect;
  const elapsedTime = Number(animation.effect.getComputedTiming().activeDuration ?? 0) / 1000;
  const init = { bubbles: true, elapsedTime, pseudoElement: pseudoElement ?? '' };
  if (animation instanceof CSSAnimation) {
    target?.dispatchEvent(
      new AnimationEvent('animationend', { ...init, animationName: animation.animationName }),
    );
  } else if (animation instanceof CSSTransition) {
    const { transitionProperty } = animation;
    target?.dispatchEvent(
      new TransitionEvent('transitionend', { ...init, propertyName: transitionProperty }),
    );
  }
}

import { AnimationEnds } from '../animation-ends.js';
import type { Clips } from '../clips.js';
import { localSec } from '../local-time.js';
import { replace } from '../replace.js';
import type { ShadowRoots } from '../shadow-roots.js';
import type { VirtualClock } from '../virtual-clock.js';
import type { SeekAdapter } from './adapter.js';

/** Where an animation's time 0 lies: on its clip's start, or at the time when a script or a style change started it. */
type Origin = { readonly kind: 'clip' } | { readonly kind: 'born'; readonly sec: number };

/**
 * CSS animations, CSS transitions and `element.animate()`. Each is paused when it is first seen and kept, so that one
 * that has finished (and that the browser would forget) still shows right when seeking backwards.
 */
export class WebAnimations implements SeekAdapter {
  readonly name = 'web-animations';
  readonly whenPassing = true;
  readonly #clips: Clips;
  readonly #shadowRoots: ShadowRoots;
  readonly #clock: VirtualClock;
  readonly #ends: AnimationEnds;
  readonly #origins = new Map<Animation, Origin>();

  constructor(clips: Clips, shadowRoots: ShadowRoots, clock: VirtualClock) {
    this.#clips = clips;
    this.#shadowRoots = shadowRoots;
    this.#clock = clock;
    this.#ends = new AnimationEnds(clock, (animation) => {
      const origin = this.#origins.get(animation);
      return origin === undefined ? null : this.#originSec(animation, origin) * 1000;
    });
  }

  /** Catches animations at their birth: a short one could be over, in real time, before the first seek. */
  install(): void {
    const animate = Element.prototype.animate;
    const adopt = (animation: Animation) => this.#adopt(animation);
    replace(Element.prototype, {
      animate(this: Element, ...args: Parameters<Element['animate']>): Animation {
        const animation = animate.apply(this, args);
        adopt(animation);
        return animation;
      },
    });
    for (const type of ['animationstart', 'transitionrun']) {
      window.addEventListener(type, () => this.sweep(), true);
    }
    this.#shadowRoots.listen((root) => this.#ends.silence(root));
    this.#ends.install(() => this.#origins.keys());
  }

  seek(timeSec: number): void {
    this.sweep();
    // Reading a state computes styles, setting a time spoils them: first all of the one, then all of the other.
    const restarted: Animation[] = [];
    for (const animation of this.#origins.keys()) {
      const { playState } = animation;
      // Cancelled by the page, or its style is gone: setting the time would bring it back to life.
      if (playState === 'idle') this.#origins.delete(animation);
      else if (playState !== 'paused') restarted.push(animation);
    }
    for (const animation of restarted) animation.pause();
    for (const [animation, origin] of this.#origins) this.#show(animation, origin, timeSec);
  }

  /** Takes over animations that began since the last sweep. */
  sweep(): void {
    for (const animation of document.getAnimations()) this.#adopt(animation);
    for (const root of this.#shadowRoots.connected()) {
      for (const animation of root.getAnimations()) this.#adopt(animation);
    }
  }

  #adopt(animation: Animation): void {
    // Scroll and view timelines have no clock.
    if (animation.timeline !== document.timeline || this.#origins.has(animation)) return;
    const sec = this.#clock.nowMs / 1000;
    this.#origins.set(animation, sec === 0 ? { kind: 'clip' } : { kind: 'born', sec });
    animation.pause();
    animation.currentTime = 0;
    this.#ends.adopted(animation);
  }

  #show(animation: Animation, origin: Origin, timeSec: number): void {
    animation.currentTime =
      localSec(timeSec, this.#originSec(animation, origin)) * 1000 * animation.playbackRate;
  }

  #originSec(animation: Animation, origin: Origin): number {
    if (origin.kind === 'born') return origin.sec;
    const target = animation.effect instanceof KeyframeEffect ? animation.effect.target : null;
    return target === null ? 0 : this.#clips.startSecOf(target);
  }
}

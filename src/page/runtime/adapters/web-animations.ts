import type { Clips } from '../clips.js';
import { replace } from '../install-clock.js';
import type { ShadowRoots } from '../shadow-roots.js';
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
  readonly #origins = new Map<Animation, Origin>();

  constructor(clips: Clips, shadowRoots: ShadowRoots) {
    this.#clips = clips;
    this.#shadowRoots = shadowRoots;
  }

  /** Catches animations at their birth: a short one could be over, in real time, before the first seek. */
  install(timeSec: () => number): void {
    const animate = Element.prototype.animate;
    const adopt = (animation: Animation) => this.#adopt(animation, timeSec());
    replace(Element.prototype, {
      animate(this: Element, ...args: Parameters<Element['animate']>): Animation {
        const animation = animate.apply(this, args);
        adopt(animation);
        return animation;
      },
    });
    const sweep = () => this.sweep(timeSec());
    for (const type of ['animationstart', 'transitionrun']) window.addEventListener(type, sweep, true);
  }

  seek(timeSec: number): void {
    this.sweep(timeSec);
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
  sweep(timeSec: number): void {
    for (const animation of document.getAnimations()) this.#adopt(animation, timeSec);
    for (const root of this.#shadowRoots.connected()) {
      for (const animation of root.getAnimations()) this.#adopt(animation, timeSec);
    }
  }

  #adopt(animation: Animation, timeSec: number): void {
    // Scroll and view timelines have no clock.
    if (animation.timeline !== document.timeline || this.#origins.has(animation)) return;
    const origin: Origin = timeSec === 0 ? { kind: 'clip' } : { kind: 'born', sec: timeSec };
    this.#origins.set(animation, origin);
    animation.pause();
    this.#show(animation, origin, timeSec);
  }

  #show(animation: Animation, origin: Origin, timeSec: number): void {
    const fromSec = origin.kind === 'born' ? origin.sec : this.#clipStartSec(animation);
    animation.currentTime = (timeSec - fromSec) * 1000 * animation.playbackRate;
  }

  #clipStartSec(animation: Animation): number {
    const target = animation.effect instanceof KeyframeEffect ? animation.effect.target : null;
    return target === null ? 0 : this.#clips.startSecOf(target);
  }
}

import type { SeekAdapter } from './adapter.js';
import { toList } from './page-list.js';

/** What lottie-web and dotLottie have in common, as far as it is used. */
interface LottieInstance {
  readonly loop?: unknown;
  /** The element that lottie-web draws into. */
  readonly wrapper?: unknown;
  readonly canvas?: unknown;
  readonly totalFrames?: number;
  /** dotLottie: seconds. */
  readonly duration?: number;
  /** lottie-web: milliseconds when `isFrame` is false. */
  goToAndStop?(value: number, isFrame: boolean): unknown;
  getDuration?(inFrames: boolean): number;
  pause?(): unknown;
  setFrame?(frame: number): unknown;
}

/** lottie-web and dotLottie: the animations that a page puts into `window.__hfLottie`. */
export const lottie: SeekAdapter = {
  name: 'lottie',
  whenPassing: false,
  seek(timeSec, context) {
    for (const instance of toList<LottieInstance>((window as { __hfLottie?: unknown }).__hfLottie)) {
      const element = [instance.wrapper, instance.canvas].find((candidate) => candidate instanceof Element);
      const startSec = element instanceof Element ? context.clipStartSec(element) : 0;
      seekInstance(instance, Math.max(0, timeSec - startSec));
    }
  },
};

function seekInstance(instance: LottieInstance, timeSec: number): void {
  const durationSec = instance.getDuration?.(false) ?? instance.duration ?? 0;
  const loops = Boolean(instance.loop) && durationSec > 0;
  const localSec = loops ? timeSec % durationSec : Math.min(timeSec, durationSec || timeSec);
  if (instance.goToAndStop !== undefined) {
    instance.goToAndStop(localSec * 1000, false);
  } else if (durationSec > 0) {
    const lastFrame = (instance.totalFrames ?? 1) - 1;
    instance.pause?.();
    instance.setFrame?.(Math.min(lastFrame, (localSec / durationSec) * (instance.totalFrames ?? 1)));
  }
}

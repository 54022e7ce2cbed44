import type { SeekAdapter } from './adapter.js';
import { toList } from './page-list.js';

/** What lottie-web and dotLottie have in common, as far as it is used. */
interface LottieInstance {
  readonly loop?: unknown;
  readonly isLoaded?: unknown;
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

interface LottieWindow {
  __hfLottie?: unknown;
  lottie?: { getRegisteredAnimations?(): unknown };
  bodymovin?: { getRegisteredAnimations?(): unknown };
}

/** lottie-web and dotLottie: what a page puts into `window.__hfLottie`, and all that the global `lottie` has made. */
export const lottie: SeekAdapter = {
  name: 'lottie',
  whenPassing: false,
  seek(timeSec, context) {
    for (const instance of instances()) {
      const element = elementOf(instance);
      const startSec = element === null ? 0 : context.clipStartSec(element);
      seekInstance(instance, Math.max(0, timeSec - startSec));
    }
  },
};

/** Names the animations whose files are not there yet. */
export function findLoadingLottie(): string[] {
  return instances()
    .filter(({ isLoaded }) => isLoaded === false)
    .map((instance) => {
      const element = elementOf(instance);
      const id = element?.id || element?.parentElement?.id || '';
      return `a Lottie animation${id === '' ? '' : ` in #${id}`}`;
    });
}

function instances(): LottieInstance[] {
  const target = window as LottieWindow;
  const found = (target.lottie ?? target.bodymovin)?.getRegisteredAnimations?.();
  return [...new Set([...toList<LottieInstance>(target.__hfLottie), ...toList<LottieInstance>(found)])];
}

function elementOf(instance: LottieInstance): Element | null {
  const { wrapper, canvas } = instance;
  return [wrapper, canvas].find((candidate) => candidate instanceof Element) ?? null;
}

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

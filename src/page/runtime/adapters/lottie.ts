import type { Instances } from '../instances/instances.js';
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
  lottie?: { getRegisteredAnimations?(): unknown };
  bodymovin?: { getRegisteredAnimations?(): unknown };
}

/** lottie-web and dotLottie: what a page puts into `window.__hfLottie`, and all that the global `lottie` has made. */
export function createLottie(instances: Instances): SeekAdapter {
  return {
    name: 'lottie',
    whenPassing: false,
    seek(timeSec, context) {
      for (const [instance, originSec] of findAnimations(instances)) {
        const element = elementOf(instance);
        const startSec = element === null ? originSec : context.clipStartSec(element);
        seekInstance(instance, Math.max(0, timeSec - startSec));
      }
    },
  };
}

/** Names the animations whose files are not there yet. */
export function findLoadingLottie(instances: Instances): string[] {
  return [...findAnimations(instances).keys()]
    .filter(({ isLoaded }) => isLoaded === false)
    .map((instance) => {
      const element = elementOf(instance);
      const id = element?.id || element?.parentElement?.id || '';
      return `a Lottie animation${id === '' ? '' : ` in #${id}`}`;
    });
}

/** Every animation once, with the time at which the time of its page or instance is 0. */
function findAnimations(instances: Instances): Map<LottieInstance, number> {
  const { lottie, bodymovin } = window as LottieWindow;
  const found = new Map<LottieInstance, number>();
  for (const instance of toList<LottieInstance>((lottie ?? bodymovin)?.getRegisteredAnimations?.())) {
    found.set(instance, 0);
  }
  for (const { value, originSec } of instances.valuesOf('__hfLottie')) {
    for (const instance of toList<LottieInstance>(value)) found.set(instance, originSec);
  }
  return found;
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

import type { MediaSourceJson } from '../../../contract/plan-files.js';
import { turn } from '../real.js';
import { replace } from '../replace.js';
import type { VirtualClock } from '../virtual-clock.js';
import { loops, type MediaElements, type MediaState } from './media-elements.js';

/** What a browser fires when a file has been read, in order. */
const LOADED_EVENTS = ['durationchange', 'loadedmetadata', 'loadeddata', 'canplay', 'canplaythrough'];
const HAVE_ENOUGH_DATA = 4;
const NETWORK_IDLE = 1;

/**
 * Answers scripts in place of the browser, which loads no media: its files are known from planning, and the composition's
 * clock is the media's.
 */
export function installMedia(elements: MediaElements, clock: VirtualClock): void {
  const { prototype } = HTMLMediaElement;
  const nowSec = () => clock.nowMs / 1000;
  const known = (element: HTMLMediaElement): { state: MediaState; source: MediaSourceJson | null } => {
    const state = elements.use(element);
    return { state, source: elements.sourceOf(state) };
  };
  silenceFailedLoads();
  elements.onAdopt = (state) => {
    if (state.element instanceof HTMLMediaElement) announce(state.element, elements, state);
  };

  const source = Object.getOwnPropertyDescriptor(prototype, 'src');
  Object.defineProperty(prototype, 'src', {
    ...source,
    set(this: HTMLMediaElement, value: unknown) {
      source?.set?.call(this, value);
      announce(this, elements, elements.use(this));
    },
  });
  override(prototype, 'currentTime', {
    get: (element) => {
      const { state } = known(element);
      return elements.currentSecOf(state, nowSec());
    },
    set: (element, value) => {
      const { state } = known(element);
      // A place on the timeline is stronger than a script: the two would only fight.
      if (!element.isConnected || element.closest('[data-start]:not([data-composition-id])') === null) {
        state.manualSec = Math.max(0, Number(value) || 0);
      }
      fire(element, ['seeking', 'timeupdate', 'seeked']);
    },
  });
  override(prototype, 'duration', { get: (element) => known(element).source?.durationSec ?? Number.NaN });
  override(prototype, 'readyState', {
    get: (element) => (known(element).source === null ? 0 : HAVE_ENOUGH_DATA),
  });
  override(prototype, 'networkState', {
    get: (element) => (known(element).source === null ? 0 : NETWORK_IDLE),
  });
  override(prototype, 'error', { get: () => null });
  override(prototype, 'seeking', { get: () => false });
  override(prototype, 'currentSrc', { get: (element) => elements.urlOf(known(element).state) });
  override(prototype, 'paused', {
    get: (element) => {
      const { state } = known(element);
      return !(state.playing ?? elements.isActive(state, nowSec()));
    },
  });
  override(prototype, 'ended', {
    get: (element) => {
      const { state, source } = known(element);
      return (
        source !== null && !loops(state) && elements.positionSecOf(state, nowSec()) >= source.durationSec
      );
    },
  });
  for (const name of ['buffered', 'seekable', 'played'] as const) {
    override(prototype, name, { get: (element) => wholeFile(known(element).source?.durationSec ?? 0) });
  }
  override(HTMLVideoElement.prototype, 'videoWidth', {
    get: (element) => known(element).source?.widthPx ?? 0,
  });
  override(HTMLVideoElement.prototype, 'videoHeight', {
    get: (element) => known(element).source?.heightPx ?? 0,
  });
  replace(prototype, {
    play(this: HTMLMediaElement): Promise<void> {
      known(this).state.playing = true;
      fire(this, ['play', 'playing']);
      return Promise.resolve();
    },
    pause(this: HTMLMediaElement): void {
      const { state } = known(this);
      if (state.playing === true) fire(this, ['pause']);
      state.playing = false;
    },
    load(this: HTMLMediaElement): void {
      announce(this, elements, known(this).state);
    },
    canPlayType: (type: string) => (/^(video|audio)\//.test(String(type)) ? 'probably' : ''),
  });
}

/** Tells a page that the file is there, in a task of its own as a browser does. */
function announce(element: HTMLMediaElement, elements: MediaElements, state: MediaState): void {
  void turn().then(() => {
    if (elements.sourceOf(state) !== null) fire(element, LOADED_EVENTS);
  });
}

function fire(element: HTMLMediaElement, types: readonly string[]): void {
  void turn().then(() => {
    for (const type of types) element.dispatchEvent(new Event(type));
  });
}

/** The browser is kept from loading media and says so to the element; for the page nothing has failed. */
function silenceFailedLoads(): void {
  for (const type of ['error', 'stalled', 'abort', 'emptied']) {
    window.addEventListener(
      type,
      (event) => {
        const { target, isTrusted } = event;
        const isMedia = target instanceof HTMLMediaElement || target instanceof HTMLSourceElement;
        if (isTrusted && isMedia) event.stopImmediatePropagation();
      },
      true,
    );
  }
}

function wholeFile(durationSec: number): TimeRanges {
  return {
    length: durationSec > 0 ? 1 : 0,
    start: () => 0,
    end: () => durationSec,
  };
}

function override<T extends HTMLMediaElement>(
  prototype: T,
  name: string,
  access: { get(element: T): unknown; set?(element: T, value: unknown): void },
): void {
  const { set } = access;
  Object.defineProperty(prototype, name, {
    configurable: true,
    enumerable: true,
    get(this: T) {
      return access.get(this);
    },
    ...(set && {
      set(this: T, value: unknown) {
        set(this, value);
      },
    }),
  });
}

/** What Framelane's Node side and the code it runs inside the page say to each other. Plain data only. */
import type { SteppedState } from '../contract/index.js';

import type { MediaSourceJson } from '../contract/plan-files.js';

/** Handed to the page runtime before any script of the page runs. */
export interface PageRuntimeConfig {
  /** Frames per second as a fraction; time of a frame is `index * den / num` seconds. */
  readonly fps: { readonly num: number; readonly den: number };
  /** Seed of `Math.random` and `crypto.getRandomValues`, 0 to 2^32 - 1. */
  readonly seed: number;
  /** What `Date.now()` says at frame 0, milliseconds since 1970. */
  readonly epochMs: number;
  /** Values of the composition's variables, published as `window.__hfVariables`. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** Length of the composition once known; null while it is measured. Seconds. */
  readonly durationSec: number | null;
  /** Absent for a composition without media. */
  readonly media?: PageMedia;
  /** Whether the composition is shown on a stage, inside a canvas (capture mode raw). Default false. */
  readonly isStaged?: boolean;
}

/** The extracted frames of one element, see `VideoJson`. */
export interface PageVideo {
  readonly id: string;
  /** Address of frame `n` is `<framesUrl><n>.<frameFormat>`, `n` with six digits. */
  readonly framesUrl: string;
  readonly frameFormat: 'jpg' | 'png';
  readonly firstFrame: number;
  readonly shown: readonly number[];
}

/** The media files of a composition, whose elements the browser is kept from loading. */
export interface PageMedia {
  /** Address of the folder that `sources` are relative to, with the final slash. */
  readonly baseUrl: string;
  readonly sources: Readonly<Record<string, MediaSourceJson>>;
  /** Null while nothing is extracted yet, so that it is not known which films will have frames. */
  readonly videos: readonly PageVideo[] | null;
}

/** What one media element did during some frames. Times in seconds. */
export interface MediaSample {
  /** Unique in the page, the same in every browser that loads it. */
  readonly id: string;
  readonly tag: 'video' | 'audio' | 'img';
  /** `video#intro`, for messages. */
  readonly where: string;
  /** Relative to the composition's folder; null for an address outside of it, which `url` tells. */
  readonly path: string | null;
  readonly url: string;
  /** Moment of the composition at which it is at `mediaStartSec`. */
  readonly startSec: number;
  readonly mediaStartSec: number;
  readonly playbackRate: number;
  readonly loop: boolean;
  /** When it takes part, within all clips around it. Null: to the end of the composition. */
  readonly windowStartSec: number;
  readonly windowEndSec: number | null;
  /** Whether its sound belongs to the mix. */
  readonly isHeard: boolean;
  /** Per frame in which it takes part: [frame index, media time as if the file had no end, volume]. */
  readonly frames: readonly (readonly [number, number, number])[];
  /** How large the picture was at most, in CSS pixels per pixel of the source; 0 when it was not laid out. */
  readonly scale: number;
  /** A script has read its pixels, or wants them as large as they are. */
  readonly needsSourceSize: boolean;
}

/** What the media elements did, and whether the page is one whose callbacks make every frame count. */
export interface MediaReport {
  readonly samples: readonly MediaSample[];
  readonly stepsFrames: boolean;
  readonly errors: readonly PageError[];
}

/** One thing that a page waits for, named so that a person can find it. */
export interface ReadinessBlocker {
  readonly kind:
    | 'document'
    | 'font'
    | 'image'
    | 'timeline'
    | 'animation'
    | 'render-ready'
    | 'script'
    | 'stylesheet';
  /** For example `image#hero (assets/hero.png)` or `window.__timelines["main"]`. */
  readonly what: string;
}

/**
 * What is wrong with the page: a script that threw, a promise nobody caught, a file that is not there, or something
 * that cannot be brought to a frame (`refusal`).
 */
export interface PageError {
  readonly kind: 'exception' | 'rejection' | 'resource' | 'refusal';
  readonly message: string;
  /** `file:line:column` or a URL; empty when unknown. */
  readonly where: string;
  /** What the author can do, for a refusal. */
  readonly fix?: string;
  /** Frame whose seek was under way; absent while the page loads. */
  readonly frameIndex?: number;
}

/** The answer to "are you ready?". */
export interface ReadinessReport {
  readonly ready: boolean;
  readonly blockers: readonly ReadinessBlocker[];
  readonly errors: readonly PageError[];
}

/** One element with a place on the timeline, as measured in the live page. Times in seconds. */
export interface PageClip {
  readonly id: string;
  readonly tag: string;
  readonly startSec: number;
  /** Null: to the end of the composition. */
  readonly endSec: number | null;
  readonly track: number;
  /** Whether it is a composition with a time of its own. */
  readonly isComposition: boolean;
}

/** A font family that the composition does not bring, and where it asks for it. */
export interface SystemFontUse {
  readonly family: string;
  /** For people: `rule ".title" in css/a.css`. */
  readonly where: string;
}

/** Characters beyond Latin, and the families that draw them. */
export interface RareText {
  /** As the element asks for them, first one first. */
  readonly families: readonly string[];
  /** Each once, sorted. */
  readonly characters: string;
  /** The first element that shows them. */
  readonly where: string;
}

/** What the page says about itself once it is ready. */
export interface PageDescription {
  readonly compositionId: string | null;
  /** Duration by source, seconds; null where the page says nothing. Infinity and NaN arrive as strings. */
  readonly durations: {
    readonly attribute: number | string | null;
    readonly hf: number | string | null;
    readonly timeline: number | string | null;
  };
  readonly clips: readonly PageClip[];
  /** Font families that text uses and no loaded font face provides. */
  readonly systemFonts: readonly SystemFontUse[];
  /** Text in characters that fonts may lack. */
  readonly rareTexts: readonly RareText[];
  /** Families of the page's font faces. */
  readonly fontFamilies: readonly string[];
  /** Whether the page has rAF or timer callbacks pending at frame 0, so that frames must be stepped through. */
  readonly stepsFrames: boolean;
  /** What the page keeps from frame to frame so far. */
  readonly states: readonly SteppedState[];
  /** What in the document as it is now forbids capturing it raw, named; empty: nothing known does. */
  readonly rawObstacles: readonly string[];
}

/**
 * `name` of the error that `seek` rejects with when a frame lies before one at which scripts of the page have run:
 * what they did cannot be undone, so the page must be opened again.
 */
export const BACKWARD_SEEK_ERROR_NAME = 'FramelaneBackwardSeekError';

/**
 * Function in the window by which the page asks for a frame of the browser while a seek is under way. Taken away before
 * scripts of the page run.
 */
export const FRAME_BINDING_NAME = '__framelaneFrame';

/** What a seek did. */
export interface SeekReport {
  readonly frameIndex: number;
  /** Frames that the virtual clock ran through to get here: 1 for the next frame, more for a jump. */
  readonly steppedFrames: number;
  readonly errors: readonly PageError[];
}

/** `window.__framelane`, not enumerable. Every method returns plain data. */
export interface FramelanePageApi {
  readiness(): ReadinessReport;
  describe(): PageDescription;
  /** Resolves in the browser's next frame, in real time. Where BeginFrames are issued by us, only when one is. */
  nextDraw(): Promise<void>;
  /** Brings the page to a frame; resolves when everything that was asked to wait has finished. */
  seek(frameIndex: number): Promise<SeekReport>;
  /** Whether there is an element whose picture or sound comes from a media file. */
  hasMedia(): boolean;
  /** Brings the page to each of some frames and tells what its media elements do there. `end` is excluded. */
  watchMedia(start: number, end: number): Promise<MediaReport>;
}

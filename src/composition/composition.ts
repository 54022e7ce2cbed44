import type { ClipJson, DeclaredVariable, Fps, VariableValues } from '../contract/index.js';
import type { HtmlDocument } from './html-document.js';

/** A composition as its HTML describes it, before a browser has opened it. Times in seconds. */
export interface Composition {
  /** Absolute, links followed. */
  readonly projectDir: string;
  /** Relative to the project, with `/`. */
  readonly entryFile: string;
  /** What the plan holds as entry document: the source with the values of its variables and the compositions that it shows put in; a fragment with a document around it. */
  readonly entrySource: string;
  /** The elements of the entry document and of the compositions that were put into it. */
  readonly entryDocument: HtmlDocument;
  /** `data-composition-id` of the root; null for a page without a root, which then must define `window.__hf`. */
  readonly compositionId: string | null;
  /** Null where the root says nothing. */
  readonly widthPx: number | null;
  readonly heightPx: number | null;
  readonly fps: Fps | null;
  /** `data-duration` or `data-composition-duration` of the root. */
  readonly durationSec: number | null;
  readonly noTimeline: boolean;
  /** In document order. */
  readonly clips: readonly MarkedClip[];
  readonly audioTracks: readonly AudioTrackSource[];
  /** What may be set from outside. */
  readonly declaredVariables: readonly DeclaredVariable[];
  /** The given values and the defaults of the others. */
  readonly variables: VariableValues;
  /** One sentence each. */
  readonly warnings: readonly string[];
  /** Every `<video>` with a file. */
  readonly videos: readonly MediaPart[];
}

/** A clip as the markup places it; scripts may add more. */
export interface MarkedClip extends Omit<ClipJson, 'endSec'> {
  /** Null: to the end of the composition, whose length may not be known yet. */
  readonly endSec: number | null;
}

/** An `<audio>` that will be heard, or a `<video>` with `data-has-audio`. Its length may depend on its file. */
export interface AudioTrackSource extends MediaPart {
  readonly volume: number;
}

/** What a media element shows or plays of its file. */
export interface MediaPart {
  readonly id: string;
  readonly tag: 'audio' | 'video';
  /** Relative to the project, with `/`. */
  readonly path: string;
  readonly startSec: number;
  /** Null: as long as the file lasts, or with `loop` to the end of the composition. */
  readonly durationSec: number | null;
  readonly mediaStartSec: number;
  readonly playbackRate: number;
  readonly loop: boolean;
  /** `audio#music (index.html:12)`, for messages. */
  readonly where: string;
}

import type { AnimatedSvg } from './animated-svg.js';
import { describeElement } from './describe-element.js';
import type { DomChanges } from './dom-changes.js';
import type { PageErrors } from './page-errors.js';
import { replace } from './replace.js';
import type { ShadowRoots } from './shadow-roots.js';

/** What reads an `AnalyserNode`. */
const ANALYSER_READERS = [
  'getByteFrequencyData',
  'getFloatFrequencyData',
  'getByteTimeDomainData',
  'getFloatTimeDomainData',
] as const;

/**
 * Finds what cannot be brought to a frame, so that it is refused by name instead of rendered by chance: sound that is
 * analysed while it plays, documents of another origin, canvases that paint elements in a browser that cannot, and SVG
 * images that animate themselves.
 */
export class Refusals {
  readonly #errors: PageErrors;
  readonly #changes: DomChanges;
  readonly #shadowRoots: ShadowRoots;
  readonly #animatedSvg: AnimatedSvg;
  #version = -1;

  constructor(errors: PageErrors, changes: DomChanges, shadowRoots: ShadowRoots, animatedSvg: AnimatedSvg) {
    this.#errors = errors;
    this.#changes = changes;
    this.#shadowRoots = shadowRoots;
    this.#animatedSvg = animatedSvg;
  }

  install(): void {
    const errors = this.#errors;
    for (const name of ANALYSER_READERS) {
      const read = AnalyserNode.prototype[name] as (array: unknown) => void;
      replace(AnalyserNode.prototype, {
        [name](this: AnalyserNode, array: unknown) {
          if (this.context instanceof AudioContext) {
            errors.addRefusal(
              `AnalyserNode.${name} reads the sound of an AudioContext while it plays, and it does not play in step with frames.`,
              'Compute the levels beforehand, with an OfflineAudioContext or as a file.',
            );
          }
          read.call(this, array);
        },
      });
    }
  }

  /** Searches the document again when it has changed; once it is loaded. */
  search(): void {
    if (this.#version === this.#changes.version) return;
    this.#version = this.#changes.version;
    for (const tree of [document, ...this.#shadowRoots.connected()]) {
      for (const element of tree.querySelectorAll('iframe, img, canvas[layoutsubtree]')) this.#judge(element);
    }
  }

  #judge(element: Element): void {
    if (element instanceof HTMLIFrameElement) {
      if (element.contentDocument === null) this.#refuseFrame(element);
    } else if (element instanceof HTMLImageElement) {
      this.#animatedSvg.check(element.currentSrc || element.src, describeElement(element));
    } else if (!('drawElementImage' in CanvasRenderingContext2D.prototype)) {
      this.#errors.addRefusal(
        `${describeElement(element)} paints its elements itself (layoutsubtree), which this browser cannot do.`,
        'Draw without layoutsubtree, or render with a browser that has drawElementImage.',
      );
    }
  }

  #refuseFrame(frame: HTMLIFrameElement): void {
    this.#errors.addRefusal(
      `${describeElement(frame)} holds a document of another origin, whose time cannot be set.`,
      'Use a file of the project without the sandbox attribute, or add allow-same-origin to it.',
    );
  }
}

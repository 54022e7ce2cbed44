import { describeElement } from './describe-element.js';
import type { DomChanges } from './dom-changes.js';
import type { PageErrors } from './page-errors.js';
import { type ClipSource, resolveClipTimes } from './relative-start.js';

/** One element with a place on the timeline. */
export interface Clip {
  readonly element: Element;
  readonly id: string;
  readonly startSec: number;
  /** Null: to the end. */
  readonly endSec: number | null;
  readonly track: number;
  /** `data-hidden`: never shown. */
  readonly hidden: boolean;
}

/** The root of the composition: the first element with `data-composition-id`. */
export function findRoot(): Element | null {
  return document.querySelector('[data-composition-id]');
}

/** The clips of the page, kept until the DOM changes. */
export class Clips {
  readonly #changes: DomChanges;
  readonly #errors: PageErrors;
  #version = -1;
  #clips: readonly Clip[] = [];
  #byElement = new Map<Element, Clip>();

  constructor(changes: DomChanges, errors: PageErrors) {
    this.#changes = changes;
    this.#errors = errors;
  }

  /** Every clip but the root, in document order. */
  get all(): readonly Clip[] {
    const { version } = this.#changes;
    if (version !== this.#version) {
      // Half a document may lack the clips that others refer to: it is read again, and only the whole one has problems.
      const isWhole = document.readyState !== 'loading';
      this.#read(isWhole);
      if (isWhole) this.#version = version;
    }
    return this.#clips;
  }

  /** Start of the closest clip around an element (itself included), through shadow roots; 0 without one. */
  startSecOf(element: Element): number {
    if (this.all.length === 0) return 0;
    for (let node: Node | null = element; node !== null; node = parentOf(node)) {
      const clip = node instanceof Element ? this.#byElement.get(node) : undefined;
      if (clip !== undefined) return clip.startSec;
    }
    return 0;
  }

  #read(reportsProblems: boolean): void {
    const root = findRoot();
    const elements = [...document.querySelectorAll('[data-start], [data-hidden]')].filter(
      (element) => element !== root,
    );
    const placeOf = new Map(elements.map((element, index) => [element, index]));
    const sources = elements.map((element): ClipSource => {
      const host = element.parentElement?.closest('[data-composition-id][data-start]') ?? null;
      return {
        id: element.id,
        start: element.getAttribute('data-start') ?? '0',
        duration: element.getAttribute('data-duration'),
        end: element.getAttribute('data-end'),
        host: host === null ? null : (placeOf.get(host) ?? null),
      };
    });
    const { times, problems } = resolveClipTimes(sources);
    if (reportsProblems) for (const problem of problems) this.#errors.addProblem(problem);
    this.#clips = elements.map((element, index) => ({
      element,
      id: element.id === '' ? describeElement(element) : element.id,
      startSec: times[index]?.startSec ?? 0,
      endSec: times[index]?.endSec ?? null,
      track: Number(element.getAttribute('data-track-index')) || 0,
      hidden: element.hasAttribute('data-hidden'),
    }));
    this.#byElement = new Map(this.#clips.map((clip) => [clip.element, clip]));
  }
}

function parentOf(node: Node): Node | null {
  return node instanceof ShadowRoot ? node.host : node.parentNode;
}

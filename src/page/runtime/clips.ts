import { INSTANCE_ATTRIBUTE } from '../instance-marks.js';
import { describeElement } from './describe-element.js';
import type { DomChanges } from './dom-changes.js';
import type { PageErrors } from './page-errors.js';
import { type ClipSource, resolveClipTimes } from './relative-start.js';

/** One element with a place on the timeline. */
export interface Clip {
  readonly element: Element;
  /** With the instance that it stands in: `card-pro/title`. */
  readonly id: string;
  readonly startSec: number;
  /** Null: to the end. */
  readonly endSec: number | null;
  /** When the time of its content is 0. */
  readonly originSec: number;
  readonly track: number;
  /** Whether it is a composition with a time of its own. */
  readonly isComposition: boolean;
  /** `data-hidden`: never shown. */
  readonly hidden: boolean;
}

/** The root of the composition: the first element with `data-composition-id`. */
export function findRoot(): Element | null {
  return document.querySelector('[data-composition-id]');
}

/** Rounding of `start + duration` must not show a clip for one frame more. */
const EPSILON_SEC = 1e-9;

/** Whether a clip is to be seen at a moment of the composition. */
export function isShown(clip: Clip, timeSec: number): boolean {
  if (clip.hidden || timeSec < clip.startSec - EPSILON_SEC) return false;
  return clip.endSec === null || timeSec < clip.endSec - EPSILON_SEC;
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
    for (const clip of this.around(element)) return clip.element === element ? clip.startSec : clip.originSec;
    return 0;
  }

  /** The clips that an element is or lies in, through shadow roots, the closest first. */
  *around(element: Element): Iterable<Clip> {
    if (this.all.length === 0) return;
    for (let node: Node | null = element; node !== null; node = parentOf(node)) {
      const clip = node instanceof Element ? this.#byElement.get(node) : undefined;
      if (clip !== undefined) yield clip;
    }
  }

  /** When the time of what an element holds is 0: its timeline, the clips inside it. */
  originSecOf(element: Element): number {
    return this.all.find((clip) => clip.element === element)?.originSec ?? this.startSecOf(element);
  }

  #read(reportsProblems: boolean): void {
    const root = findRoot();
    const elements = [...document.querySelectorAll('[data-start], [data-hidden]')].filter(
      (element) => element !== root,
    );
    const placeOf = new Map(elements.map((element, index) => [element, index]));
    const sources = elements.map((element): ClipSource => {
      const host = element.parentElement?.closest('[data-composition-id][data-start]') ?? null;
      const scope = instanceOf(element);
      return {
        name: element.id === '' ? `A clip, ${describeElement(element)},` : `Clip "${clipId(element)}"`,
        id: element.id,
        compositionId: element.getAttribute('data-composition-id'),
        start: element.getAttribute('data-start') ?? '0',
        duration: element.getAttribute('data-duration'),
        end: element.getAttribute('data-end'),
        inPoint: element.hasAttribute('data-composition-id')
          ? element.getAttribute('data-playback-start')
          : null,
        host: host === null ? null : (placeOf.get(host) ?? null),
        scope: scope === null ? null : (placeOf.get(scope) ?? null),
      };
    });
    const { times, problems } = resolveClipTimes(sources);
    if (reportsProblems) for (const problem of problems) this.#errors.addProblem(problem);
    this.#clips = elements.map((element, index) => ({
      element,
      id: clipId(element),
      startSec: times[index]?.startSec ?? 0,
      endSec: times[index]?.endSec ?? null,
      originSec: times[index]?.originSec ?? 0,
      isComposition: element.hasAttribute('data-composition-id'),
      track: Number(element.getAttribute('data-track-index')) || 0,
      hidden: element.hasAttribute('data-hidden'),
    }));
    this.#byElement = new Map(this.#clips.map((clip) => [clip.element, clip]));
  }
}

function instanceOf(element: Element): Element | null {
  return element.parentElement?.closest(`[${INSTANCE_ATTRIBUTE}]`) ?? null;
}

function clipId(element: Element): string {
  const shown = element.getAttribute(INSTANCE_ATTRIBUTE);
  if (element.id === '' && shown !== null) return shown;
  const name = element.id === '' ? describeElement(element) : element.id;
  const instance = instanceOf(element)?.getAttribute(INSTANCE_ATTRIBUTE);
  return instance === null || instance === undefined ? name : `${instance}/${name}`;
}

function parentOf(node: Node): Node | null {
  return node instanceof ShadowRoot ? node.host : node.parentNode;
}

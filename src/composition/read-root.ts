import { type Fps, MAX_DIMENSION_PX, parseFps } from '../contract/index.js';
import { RenderError } from '../errors/index.js';
import type { HtmlDocument, HtmlElement } from './html-document.js';
import { describeElement, isInside } from './parse-html.js';
import { DURATION, type NumberRule, readNumber, wrongAttribute } from './read-number.js';

/** What the root's attributes say; null where one is absent. */
export interface RootAttributes {
  readonly compositionId: string | null;
  readonly widthPx: number | null;
  readonly heightPx: number | null;
  readonly fps: Fps | null;
  readonly durationSec: number | null;
  readonly noTimeline: boolean;
}

const SIZE: NumberRule = {
  code: 'COMPOSITION_INVALID',
  min: 2,
  max: MAX_DIMENSION_PX,
  integer: true,
  expected: `a whole number of pixels from 2 to ${MAX_DIMENSION_PX}`,
};

/**
 * The outermost element with `data-composition-id`, or null when there is none.
 * @throws COMPOSITION_INVALID when there are two beside each other.
 */
export function findRoot(document: HtmlDocument): HtmlElement | null {
  const marked = document.elements.filter(
    ({ attributes, inTemplate }) => attributes['data-composition-id'] !== undefined && !inTemplate,
  );
  const [root, ...others] = marked;
  const second = root && others.find((element) => !isInside(element, root));
  if (root !== undefined && second !== undefined) {
    throw new RenderError(
      'COMPOSITION_INVALID',
      `There are two roots: ${describeElement(root)} and ${describeElement(second)} both have data-composition-id, and neither lies inside the other.`,
      { path: second.file, line: second.line, fix: 'Keep one root, and put everything else inside it.' },
    );
  }
  return root ?? null;
}

/**
 * Reads the attributes of the root; of a page without one, those of `<html>` or `<body>`.
 * @throws COMPOSITION_INVALID for an empty id, a size or a frame rate, DURATION_OUT_OF_RANGE for a duration; both name the attribute.
 */
export function readRootAttributes(document: HtmlDocument, root: HtmlElement | null): RootAttributes {
  const element = root ?? elementWithSize(document);
  if (element === undefined) {
    return {
      compositionId: null,
      widthPx: null,
      heightPx: null,
      fps: null,
      durationSec: null,
      noTimeline: false,
    };
  }
  return {
    compositionId: root === null ? null : readId(root),
    widthPx: readNumber(element, ['data-width'], SIZE),
    heightPx: readNumber(element, ['data-height'], SIZE),
    fps: readFps(element),
    durationSec: readNumber(element, ['data-duration', 'data-composition-duration'], DURATION),
    noTimeline: element.attributes['data-no-timeline'] !== undefined,
  };
}

/** The error for a page with neither a root nor its own `window.__hf`. */
export function noRoot(entryFile: string): RenderError {
  const example = '<div data-composition-id="main" data-width="1920" data-height="1080" data-duration="10">';
  return new RenderError(
    'COMPOSITION_INVALID',
    `${entryFile} has no root: no element has data-composition-id, and the page does not define window.__hf. Mark the element that holds the composition, for example ${example}.`,
    { path: entryFile, fix: `Mark the root: ${example}` },
  );
}

function elementWithSize(document: HtmlDocument): HtmlElement | undefined {
  const outer = document.elements.filter(({ tag }) => tag === 'html' || tag === 'body');
  return outer.find(({ attributes }) => attributes['data-width'] !== undefined) ?? outer[0];
}

function readId(root: HtmlElement): string {
  const id = root.attributes['data-composition-id']?.trim();
  if (id) return id;
  throw wrongAttribute(root, 'data-composition-id', 'COMPOSITION_INVALID', 'a name');
}

function readFps(element: HtmlElement): Fps | null {
  const text = element.attributes['data-fps'];
  if (text === undefined) return null;
  const fps = parseFps(text);
  if (fps !== null) return fps;
  const expected = 'a frame rate from 1 to 240: a whole number, or a fraction such as 30000/1001';
  throw wrongAttribute(element, 'data-fps', 'COMPOSITION_INVALID', expected);
}

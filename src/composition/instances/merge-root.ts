import { type DomElement, isElement } from '../dom.js';

/** Times of a root count for a film of its own; in an instance those of the host do. */
const OWN_TIMES = [
  'data-start',
  'data-end',
  'data-duration',
  'data-composition-duration',
  'data-track-index',
];

/** Elements that have no box: they are no part of what a root is. */
const UNSEEN = new Set(['style', 'script', 'link', 'template', 'meta', 'title']);

/**
 * Makes one of host and root: the host has the place on the timeline, the root stays inside it with its id and classes,
 * and gives the host the length and the size that it does not have itself.
 * @returns the outermost elements of the content.
 */
export function mergeRoot(host: DomElement, root: DomElement | null): DomElement[] {
  host.attribs['data-start'] ??= '0';
  const outermost = host.children
    .filter(isElement)
    .filter((element) => !UNSEEN.has(element.tagName.toLowerCase()));
  if (root === null) return outermost;
  host.attribs['data-composition-id'] ??= root.attribs['data-composition-id'] ?? '';
  const lengthSec = root.attribs['data-duration'] ?? root.attribs['data-composition-duration'];
  const hasEnd = host.attribs['data-duration'] !== undefined || host.attribs['data-end'] !== undefined;
  if (lengthSec !== undefined && !hasEnd) host.attribs['data-duration'] = restOf(lengthSec, host);
  for (const name of OWN_TIMES) delete root.attribs[name];
  const size = sizeOf(root);
  addStyle(root, size ?? 'width:100%;height:100%');
  if (size !== null) addStyle(host, size);
  return outermost.length > 0 ? outermost : [root];
}

/** The length that is left behind the in-point. */
function restOf(lengthSec: string, { attribs }: DomElement): string {
  const inPointSec = Number(attribs['data-playback-start'] ?? 0);
  return inPointSec > 0 ? String(Number(lengthSec) - inPointSec) : lengthSec;
}

function sizeOf({ attribs }: DomElement): string | null {
  const { 'data-width': width, 'data-height': height } = attribs;
  const isLength = (text: string | undefined) => text !== undefined && /^\d+(\.\d+)?$/.test(text.trim());
  return isLength(width) && isLength(height) ? `width:${width?.trim()}px;height:${height?.trim()}px` : null;
}

/** What the author wrote comes last, and wins. */
function addStyle(element: DomElement, css: string): void {
  const own = element.attribs.style?.trim() ?? '';
  element.attribs.style = own === '' ? css : `${css};${own}`;
}

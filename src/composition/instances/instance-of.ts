import { INSTANCE_ATTRIBUTE } from '../../page/instance-marks.js';
import type { HtmlElement } from '../html-document.js';

/** The element in which the file is shown that an element was written in; null in the entry document. */
export function instanceOf(element: HtmlElement): HtmlElement | null {
  for (let at = element.parent; at !== null; at = at.parent) {
    if (at.attributes[INSTANCE_ATTRIBUTE] !== undefined) return at;
  }
  return null;
}

/**
 * A name for an element of a composition that no other instance of its file has: `card-pro/title`; of one without an id
 * that shows a composition, the name of that.
 */
export function nameInInstance(element: HtmlElement, fallback: string): string {
  const { id, [INSTANCE_ATTRIBUTE]: shown } = element.attributes;
  if (!id && shown !== undefined) return shown;
  const name = id || fallback;
  const instance = instanceOf(element)?.attributes[INSTANCE_ATTRIBUTE];
  return instance === undefined ? name : `${instance}/${name}`;
}

import { type DomElement, type DomNode, edit, elementsIn, makeText, textOf } from '../dom.js';

/** Attributes that name an element by its id. */
const LINKS = ['href', 'xlink:href'];

/**
 * Gives gradients, masks, symbols and the like of an instance ids of their own where the document has those ids already:
 * `url(#id)` and `href="#id"` mean the first element of that id, which may be another file's, or another colour's.
 * Ids that a script, a selector or an animation of the file mentions stay.
 * @param used ids of the document so far; those of the instance are added.
 */
export function separateSvgIds(host: DomElement, instanceId: string, used: Set<string>): void {
  const elements = [...elementsIn(host.children)];
  const mentioned = new Set(collectMentions(elements).split(/[^\p{L}\p{N}_-]+/u));
  const ids = elements.filter(isInSvg).flatMap(({ attribs }) => (attribs.id ? [attribs.id] : []));
  const renamed = new Map(
    ids
      .filter((id) => used.has(id) && !mentioned.has(id))
      .map((id) => [id, `${id}--${instanceId.replace(/[^\w-]/g, '-')}`]),
  );
  for (const { attribs } of elements) if (attribs.id) used.add(attribs.id);
  if (renamed.size === 0) return;
  for (const element of elements) {
    renameIn(element, renamed);
    if (element.tagName !== 'style') continue;
    const css = renameUrls(textOf(element), renamed);
    edit(element).empty().append(makeText(css));
  }
}

/** Everything in which an id may be written that is not renamed: scripts, selectors, times of SVG animations. */
function collectMentions(elements: readonly DomElement[]): string {
  return elements
    .flatMap((element) => {
      if (element.tagName === 'script') return [textOf(element)];
      if (element.tagName === 'style') return [textOf(element).replace(/url\([^)]*\)/g, '')];
      return [element.attribs.begin ?? '', element.attribs.end ?? ''];
    })
    .join('\n');
}

function renameIn(element: DomElement, renamed: ReadonlyMap<string, string>): void {
  for (const [name, value] of Object.entries(element.attribs)) {
    if (name === 'id' && isInSvg(element)) element.attribs.id = renamed.get(value) ?? value;
    else if (LINKS.includes(name) && value.startsWith('#'))
      element.attribs[name] = `#${renamed.get(value.slice(1)) ?? value.slice(1)}`;
    else if (value.includes('url(')) element.attribs[name] = renameUrls(value, renamed);
  }
}

function renameUrls(text: string, renamed: ReadonlyMap<string, string>): string {
  return text.replace(
    /url\(\s*(["']?)#([^"')]+)\1\s*\)/g,
    (_, quote: string, id: string) => `url(${quote}#${renamed.get(id) ?? id}${quote})`,
  );
}

function isInSvg(element: DomElement): boolean {
  for (let at: DomNode | null = element; at !== null; at = at.parent) {
    if ('tagName' in at && at.tagName === 'svg') return true;
  }
  return false;
}

import { type Dom, type DomNode, lineOf, loadDom, textOf } from './dom.js';
import type { HtmlDocument, HtmlElement } from './html-document.js';
import { attributeSpans, startOffset, tagEnd } from './source-location.js';

/** Parses HTML as a browser does; nothing is an error. */
export function parseHtml(source: string, file: string): HtmlDocument {
  return listElements(loadDom(source), file);
}

/**
 * The elements of a document, also of one that was put together from several files.
 * @param fileOf the file that a node was taken from, with all that is inside it; undefined: the file of what is around it.
 */
export function listElements(
  dom: Dom,
  file: string,
  fileOf: (node: DomNode) => string | undefined = () => undefined,
): HtmlDocument {
  const known = new Map<unknown, HtmlElement>();
  const elements = dom
    .root()
    .find('*')
    .toArray()
    .map((node) => {
      const parent = node.parent === null ? null : (known.get(node.parent) ?? null);
      const firstText = node.children.find((child) => child.type === 'text');
      const element: HtmlElement = {
        tag: node.tagName.toLowerCase(),
        attributes: node.attribs,
        file: fileOf(node) ?? parent?.file ?? file,
        line: lineOf(node),
        parent,
        inTemplate: parent === null ? node.tagName !== 'html' : parent.inTemplate,
        text: textOf(node),
        textLine: lineOf(firstText ?? node),
        textStart: startOffset(firstText ?? node),
        contentStart: tagEnd(node),
        attributeSpans: attributeSpans(node),
      };
      known.set(node, element);
      return element;
    });
  const html = elements.find((element) => element.tag === 'html');
  return { file, elements, hasHtmlTag: html !== undefined && html.line > 0 };
}

/** How messages call an element: `audio#music (index.html:12)`. */
export function describeElement({ tag, attributes, file, line }: HtmlElement): string {
  return `${tag}${attributes.id ? `#${attributes.id}` : ''} (${file}:${line})`;
}

/** Whether an element lies inside another, at any depth. */
export function isInside(element: HtmlElement, ancestor: HtmlElement): boolean {
  for (let at = element.parent; at !== null; at = at.parent) if (at === ancestor) return true;
  return false;
}

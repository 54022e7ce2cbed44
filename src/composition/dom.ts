import { type CheerioAPI, load } from 'cheerio';

/** A parsed document that can be changed and written again. */
export type Dom = CheerioAPI;
export type DomNode = ReturnType<ReturnType<CheerioAPI['root']>['contents']>[number];
export type DomElement = Extract<DomNode, { attribs: unknown }>;

/** Parses HTML as a browser does; nothing is an error. Every node knows where it stood. */
export function loadDom(source: string): Dom {
  return load(source, { sourceCodeLocationInfo: true });
}

export function isElement(node: DomNode): node is DomElement {
  return 'attribs' in node;
}

/** What stands inside an element; for a `<template>`, what it would show. */
export function contentOf(element: DomElement): DomNode[] {
  return element.children.flatMap((child) => (child.type === 'root' ? child.children : [child]));
}

/** The elements of a tree in document order, itself included, without what `<template>`s hold. */
export function* elementsIn(nodes: Iterable<DomNode>): Generator<DomElement> {
  for (const node of nodes) {
    if (!isElement(node)) continue;
    yield node;
    if (node.tagName !== 'template') yield* elementsIn(node.children);
  }
}

/** Text directly inside an element: the source of a `<style>` or `<script>`. */
export function textOf(element: DomElement): string {
  return element.children.map((child) => (child.type === 'text' ? child.data : '')).join('');
}

/** Line of an element's start tag in the file it was written in, from 1; 0 for one that nobody wrote. */
export function lineOf(node: DomNode | undefined): number {
  const location = node?.sourceCodeLocation;
  return location?.startLine ?? 0;
}

/** How messages call an element: `div#card (index.html:12)`. */
export function describeDomElement(element: DomElement, file: string): string {
  const { id } = element.attribs;
  return `${element.tagName.toLowerCase()}${id ? `#${id}` : ''} (${file}:${lineOf(element)})`;
}

/** Changes nodes of any document. */
export const edit: Dom = load('');

export function makeText(text: string): DomNode[] {
  return edit('<i>').text(text).contents().toArray();
}

/** An element with a text inside, as scripts and styles have it. */
export function makeElement(
  tag: string,
  attributes: Readonly<Record<string, string>>,
  text = '',
): DomElement {
  const element = edit(`<${tag}>`).attr(attributes).get(0) as DomElement;
  // Set as data: the text of a script is no HTML.
  if (text !== '') edit(element).append(makeText(text));
  return element;
}

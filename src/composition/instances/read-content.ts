import { RenderError } from '../../errors/index.js';
import { contentOf, type Dom, type DomElement, type DomNode, elementsIn, lineOf, textOf } from '../dom.js';

/** Elements that show nothing by themselves. */
const UNSEEN = new Set(['style', 'script', 'link', 'meta', 'title', 'base', 'template', 'noscript']);

/** What a file gives to the element that shows it. */
export interface InstanceContent {
  /** In document order; of a file without `<template>`, the styles and scripts of its head first. */
  readonly nodes: readonly DomNode[];
  /** The composition's own root; null when the content has none. */
  readonly root: DomElement | null;
  /** Where the file may declare its variables, in this order. */
  readonly declarers: readonly (DomElement | undefined)[];
}

/**
 * Takes the content out of a file: what its first `<template>` holds, else its body with the styles and scripts of its
 * head.
 * @param wantedId `data-composition-id` of the element that shows it: a root of that name goes first.
 * @throws EMPTY_COMPOSITION when nothing is there to show.
 */
export function readContent(dom: Dom, file: string, wantedId: string | null): InstanceContent {
  const html = dom('html').get(0);
  const template = dom('template').get(0);
  const nodes = template === undefined ? withoutTemplate(dom) : contentOf(template);
  if (!hasSomethingToShow(nodes)) throw empty(file, template);
  const roots = [...elementsIn(nodes)].filter(
    ({ attribs }) =>
      attribs['data-composition-id'] !== undefined && attribs['data-composition-src'] === undefined,
  );
  const root = roots.find(({ attribs }) => attribs['data-composition-id'] === wantedId) ?? roots[0] ?? null;
  return { nodes, root, declarers: [html, template, dom('body').get(0), root ?? undefined] };
}

function withoutTemplate(dom: Dom): DomNode[] {
  const head = dom('head').children('style, script, link[rel~="stylesheet"]').toArray();
  return [...head, ...dom('body').contents().toArray()];
}

/** A file with nothing but scripts may draw into a canvas that it makes. */
function hasSomethingToShow(nodes: readonly DomNode[]): boolean {
  return nodes.some((node) => {
    if (node.type === 'text') return node.data.trim() !== '';
    const elements = [...elementsIn([node])];
    return elements.some(
      (element) =>
        !UNSEEN.has(element.tagName.toLowerCase()) ||
        (element.tagName === 'script' && (element.attribs.src ?? textOf(element).trim()) !== ''),
    );
  });
}

function empty(file: string, template: DomElement | undefined): RenderError {
  const what = template === undefined ? file : `The <template> of ${file}`;
  const fix =
    'Put the content of the composition into the <template>, or into the <body> of a file without one.';
  return new RenderError('EMPTY_COMPOSITION', `${what} holds nothing to show. ${fix}`, {
    path: file,
    line: lineOf(template),
    fix,
  });
}

import { unquote } from './font-readiness.js';
import type { ShadowRoots } from './shadow-roots.js';

/** Text nodes that are looked at; more than any composition shows. */
const MAX_TEXTS = 5000;
const NO_TEXT = new Set(['SCRIPT', 'STYLE', 'TEMPLATE', 'NOSCRIPT', 'TITLE']);

/** Font families that text asks for first and no loaded font face provides, sorted. */
export function findSystemFonts(shadowRoots: ShadowRoots): string[] {
  const loaded = new Set<string>();
  for (const face of document.fonts) {
    if (face.status === 'loaded') loaded.add(unquote(face.family).toLowerCase());
  }
  const found = new Set<string>();
  for (const parent of findTextParents([document, ...shadowRoots.connected()])) {
    const family = unquote(splitFamilies(getComputedStyle(parent).fontFamily)[0] ?? '');
    if (family !== '' && !loaded.has(family.toLowerCase())) found.add(family);
  }
  return [...found].sort();
}

function findTextParents(roots: readonly Node[]): Set<Element> {
  const parents = new Set<Element>();
  let left = MAX_TEXTS;
  for (const root of roots) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode() !== null && left-- > 0) {
      const parent = walker.currentNode.parentNode;
      const element = parent instanceof ShadowRoot ? parent.host : parent;
      if (!(element instanceof Element) || NO_TEXT.has(element.tagName)) continue;
      if (walker.currentNode.nodeValue?.trim() !== '') parents.add(element);
    }
  }
  return parents;
}

/** Splits `"A, B", serif` at the commas outside quotes. */
function splitFamilies(list: string): string[] {
  return list.match(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^,]+/g) ?? [];
}

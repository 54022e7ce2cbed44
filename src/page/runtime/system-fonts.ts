import type { RareText, SystemFontUse } from '../protocol.js';
import { describeElement } from './describe-element.js';
import { unquote } from './font-readiness.js';
import { describeFontRule } from './font-rules.js';
import type { ShadowRoots } from './shadow-roots.js';

/** Text nodes that are looked at; more than any composition shows. */
const MAX_TEXTS = 5000;
/** The last character of Latin with its accents, which every text font has. */
const LAST_COMMON = 0x2ff;
const NO_TEXT = new Set(['SCRIPT', 'STYLE', 'TEMPLATE', 'NOSCRIPT', 'TITLE']);

/** What the text of the page is drawn with. */
export interface PageText {
  readonly systemFonts: readonly SystemFontUse[];
  readonly rareTexts: readonly RareText[];
}

/**
 * Font families that text asks for first and no loaded font face provides, sorted, each with where it is asked for; and
 * the characters that text fonts often lack, by the families they are drawn with.
 */
export function readTextFonts(shadowRoots: ShadowRoots): PageText {
  const loaded = new Set<string>();
  for (const face of document.fonts) {
    if (face.status === 'loaded') loaded.add(unquote(face.family).toLowerCase());
  }
  const uses = new Map<string, SystemFontUse>();
  const rare = new Map<string, { families: string[]; characters: Set<string>; where: string }>();
  for (const [parent, text] of findTextParents([document, ...shadowRoots.connected()])) {
    const list = getComputedStyle(parent).fontFamily;
    const families = splitFamilies(list).map(unquote);
    const [family = ''] = families;
    if (family !== '' && !loaded.has(family.toLowerCase()) && !uses.has(family)) {
      uses.set(family, { family, where: describeFontRule(parent, shadowRoots) });
    }
    const characters = [...text].filter((character) => (character.codePointAt(0) ?? 0) > LAST_COMMON);
    if (characters.length === 0) continue;
    const known = rare.get(list) ?? { families, characters: new Set(), where: describeElement(parent) };
    for (const character of characters) known.characters.add(character);
    rare.set(list, known);
  }
  return {
    systemFonts: [...uses.values()].sort((one, other) => (one.family < other.family ? -1 : 1)),
    rareTexts: [...rare.values()].map(({ families, characters, where }) => ({
      families,
      characters: [...characters].sort().join(''),
      where,
    })),
  };
}

/** Elements with text of their own, and that text. */
function findTextParents(roots: readonly Node[]): Map<Element, string> {
  const parents = new Map<Element, string>();
  let left = MAX_TEXTS;
  for (const root of roots) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode() !== null && left-- > 0) {
      const parent = walker.currentNode.parentNode;
      const element = parent instanceof ShadowRoot ? parent.host : parent;
      if (!(element instanceof Element) || NO_TEXT.has(element.tagName)) continue;
      const text = walker.currentNode.nodeValue ?? '';
      if (text.trim() !== '') parents.set(element, (parents.get(element) ?? '') + text);
    }
  }
  return parents;
}

/** Splits `"A, B", serif` at the commas outside quotes. */
function splitFamilies(list: string): string[] {
  return list.match(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^,]+/g) ?? [];
}

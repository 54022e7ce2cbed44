import { describeElement } from './describe-element.js';
import type { ShadowRoots } from './shadow-roots.js';

/**
 * Where an element gets its font family from, for people: `rule ".title" in css/a.css`, `the style attribute of p#x`, or
 * that no rule sets one. The last matching rule of the closest element is named; where several compete, that is the one
 * that wins unless another has a more specific selector.
 */
export function describeFontRule(element: Element, shadowRoots: ShadowRoots): string {
  const sheets = [...allSheets(document), ...[...shadowRoots.connected()].flatMap(allSheets)];
  for (let at: Element | null = element; at !== null; at = parentOf(at)) {
    if (at instanceof HTMLElement && at.style.fontFamily !== '')
      return `the style attribute of ${describeElement(at)}`;
    const rule = findRule(at, sheets);
    if (rule !== null) return rule;
  }
  return `no rule, for ${describeElement(element)}`;
}

function findRule(element: Element, sheets: readonly CSSStyleSheet[]): string | null {
  let found: string | null = null;
  const visit = (rules: CSSRuleList, sheet: CSSStyleSheet) => {
    for (const rule of rules) {
      if (
        rule instanceof CSSStyleRule &&
        rule.style.fontFamily !== '' &&
        matches(element, rule.selectorText)
      ) {
        found = `rule "${rule.selectorText}" in ${nameOf(sheet)}`;
      }
      if (rule instanceof CSSGroupingRule) visit(rule.cssRules, sheet);
      if (rule instanceof CSSImportRule && rule.styleSheet !== null) visitSheet(rule.styleSheet);
    }
  };
  const visitSheet = (sheet: CSSStyleSheet) => {
    try {
      visit(sheet.cssRules, sheet);
    } catch {
      // A style sheet of another origin does not show its rules.
    }
  };
  for (const sheet of sheets) visitSheet(sheet);
  return found;
}

/** A nested rule's selector may mean its parent by `&`, which stands alone here. */
function matches(element: Element, selector: string): boolean {
  try {
    return element.matches(selector);
  } catch {
    return false;
  }
}

function nameOf({ href, ownerNode }: CSSStyleSheet): string {
  if (href !== null) return decodeURIComponent(new URL(href).pathname).replace(/^\//, '');
  return ownerNode instanceof Element
    ? `a <${ownerNode.localName}> of the document`
    : 'a style sheet of a script';
}

function allSheets(root: Document | ShadowRoot): CSSStyleSheet[] {
  return [...root.styleSheets, ...root.adoptedStyleSheets];
}

function parentOf(element: Element): Element | null {
  const parent = element.parentNode;
  return parent instanceof ShadowRoot ? parent.host : parent instanceof Element ? parent : null;
}

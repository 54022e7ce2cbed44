import type { VariableValues } from '../../contract/index.js';
import { type DomElement, type DomNode, describeDomElement, edit, elementsIn, makeText } from '../dom.js';

/** Elements whose `src` is a medium, and nothing that could run. */
const SOURCES = new Set(['img', 'video', 'audio', 'source']);

/**
 * Writes the values into the markup: `data-var-text` and `data-var-src` into their elements, and every value that CSS
 * can use as `--id` and `--hf-var-id` on the roots. What a binding names without a value keeps what the author wrote.
 * @returns a warning for each binding that names no variable or stands where it has no meaning.
 */
export function bindVariables(
  nodes: readonly DomNode[],
  roots: readonly DomElement[],
  values: VariableValues,
  file: string,
): string[] {
  const warnings: string[] = [];
  for (const element of elementsIn(nodes)) {
    const warning = bindText(element, values) ?? bindSource(element, values);
    if (warning !== null) warnings.push(`${describeDomElement(element, file)} ${warning}`);
  }
  for (const root of roots) addCustomProperties(root, values);
  return warnings;
}

function bindText(element: DomElement, values: VariableValues): string | null {
  const id = element.attribs['data-var-text']?.trim();
  if (id === undefined) return null;
  if (!(id in values)) return `has data-var-text="${id}", and no variable has that id.`;
  const text = asText(values[id]);
  if (text === null)
    return `has data-var-text="${id}", whose value is no text: ${JSON.stringify(values[id])}.`;
  // Elements inside (clips, spans that are animated) stay; the first text is the one that is replaced.
  let isFirst = true;
  for (const node of element.children) {
    if (node.type !== 'text') continue;
    node.data = isFirst ? text : '';
    isFirst = false;
  }
  if (isFirst) edit(element).prepend(makeText(text));
  return null;
}

function bindSource(element: DomElement, values: VariableValues): string | null {
  const id = element.attribs['data-var-src']?.trim();
  if (id === undefined) return null;
  const tag = element.tagName.toLowerCase();
  if (!SOURCES.has(tag)) return `has data-var-src, which works on ${[...SOURCES].join(', ')}.`;
  if (!(id in values)) return `has data-var-src="${id}", and no variable has that id.`;
  const value = values[id];
  const url = typeof value === 'object' && value !== null ? Reflect.get(value, 'url') : value;
  if (typeof url !== 'string')
    return `has data-var-src="${id}", whose value is no path: ${JSON.stringify(value)}.`;
  if (url !== '') element.attribs.src = url;
  return null;
}

function addCustomProperties(root: DomElement, values: VariableValues): void {
  const declarations = Object.entries(values).flatMap(([id, value]) => {
    const css = cssValue(value);
    if (css === null) return [];
    const slug = id.toLowerCase().replace(/[^a-z0-9-]/g, '-');
    const names = /^[\w-]+$/.test(id) ? [`--${id}`, `--hf-var-${slug}`] : [`--hf-var-${slug}`];
    return names.map((name) => `${name}:${css}`);
  });
  if (declarations.length === 0) return;
  const before = root.attribs.style?.trim().replace(/;$/, '') ?? '';
  root.attribs.style = [...(before === '' ? [] : [before]), ...declarations].join(';');
}

function asText(value: unknown): string | null {
  return typeof value === 'object' ? null : String(value);
}

/** A value as a custom property may hold it: nothing in it can end the declaration or begin another. */
function cssValue(value: unknown): string | null {
  const isFont =
    typeof value === 'object' && value !== null && typeof Reflect.get(value, 'name') === 'string';
  const text = isFont ? String(Reflect.get(value, 'name')) : asText(value);
  if (text === null || text.trim() === '') return null;
  const safe = text.replace(/[;{}<>\\\r\n]|\/\*|\*\//g, '');
  return isBalanced(safe) ? safe : null;
}

/** Whether quotes and brackets are closed: an open one would swallow the declarations after it. */
function isBalanced(text: string): boolean {
  const quotesAreEven = ['"', "'"].every((quote) => text.split(quote).length % 2 === 1);
  const count = (brackets: string) => [...text].filter((character) => brackets.includes(character)).length;
  return quotesAreEven && count('([') === count(')]');
}

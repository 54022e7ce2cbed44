import type { HtmlDocument } from './html-document.js';
import { resolveReference } from './resolve-reference.js';

/** The path that relative references of a document start from: its own, or what its `<base href>` says. */
export function documentBase(document: HtmlDocument): string {
  const element = document.elements.find(({ tag, attributes }) => tag === 'base' && attributes.href);
  if (element === undefined) return document.file;
  const text = element.attributes.href ?? '';
  const reference = { text, kind: 'other', line: element.line, optional: false, isSpecifier: false } as const;
  const path = resolveReference(reference, { file: document.file }) ?? document.file;
  return path.endsWith('/') ? `${path}index.html` : path;
}

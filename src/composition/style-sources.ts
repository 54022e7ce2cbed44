import { parseHtml } from './parse-html.js';
import type { ReferenceKind } from './reference.js';

/** CSS of the composition. */
export interface StyleSource {
  readonly css: string;
  readonly context: 'stylesheet' | 'declarationList';
  /** Relative to the project, with `/`. */
  readonly file: string;
  /** Where the file came from, when that is another host. */
  readonly url?: string;
}

/** The CSS of a file: of itself, or of the `<style>` elements and `style` attributes of a document. */
export function collectSheets({
  path: file,
  kind,
  source,
  url,
}: {
  readonly path: string;
  readonly kind: ReferenceKind;
  readonly source: string;
  readonly url?: string;
}): StyleSource[] {
  if (kind === 'css')
    return [{ css: source, context: 'stylesheet', file, ...(url !== undefined && { url }) }];
  if (kind !== 'html') return [];
  return parseHtml(source, file).elements.flatMap(({ tag, text, attributes }): StyleSource[] => [
    ...(tag === 'style' ? [{ css: text, context: 'stylesheet', file } as const] : []),
    ...(attributes.style === undefined
      ? []
      : [{ css: attributes.style, context: 'declarationList', file } as const]),
  ]);
}

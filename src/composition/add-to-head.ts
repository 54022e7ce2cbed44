import { parseHtml } from './parse-html.js';

/** Puts markup at the beginning of a document's head, without changing the number of any line. */
export function addToHead(source: string, markup: string): string {
  const { elements } = parseHtml(source, '');
  const ends = ['head', 'html'].map(
    (tag) => elements.find((element) => element.tag === tag)?.contentStart ?? -1,
  );
  const end = ends.find((each) => each >= 0) ?? /^\s*<!doctype[^>]*>/i.exec(source)?.[0].length ?? 0;
  return source.slice(0, end) + markup.replaceAll('\n', ' ') + source.slice(end);
}

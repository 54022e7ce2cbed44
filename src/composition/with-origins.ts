import type { HtmlDocument } from './html-document.js';

/**
 * Gives the elements of a compiled document the files and lines in which they were written, for messages. Their places
 * in the source stay those of the compiled one.
 * @param written the elements that the compiled source was written from, in the same order.
 */
export function withOrigins(compiled: HtmlDocument, written: HtmlDocument): HtmlDocument {
  const isSame =
    compiled.elements.length === written.elements.length &&
    compiled.elements.every(({ tag }, index) => tag === written.elements[index]?.tag);
  // Markup that does not read as it was written, such as a table put into a paragraph: lines of the compiled source.
  if (!isSame) return compiled;
  const elements = compiled.elements.map((element, index) => {
    const { file, line, textLine } = written.elements[index] ?? element;
    // Scripts of instances are padded, so that their lines are those of their file.
    const isPadded = element.tag === 'script' && file !== compiled.file;
    return { ...element, file, line, textLine: isPadded ? 1 : textLine };
  });
  return { ...compiled, elements: relink(compiled, elements) };
}

/** Parents are compared by identity: those of the copies are copies. */
function relink(compiled: HtmlDocument, elements: HtmlDocument['elements']): HtmlDocument['elements'] {
  const copyOf = new Map(compiled.elements.map((element, index) => [element, elements[index]]));
  return elements.map((element) =>
    Object.assign(element, {
      parent: element.parent === null ? null : (copyOf.get(element.parent) ?? null),
    }),
  );
}

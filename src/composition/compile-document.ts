import type { DeclaredVariable, VariableValues } from '../contract/index.js';
import { documentBase } from './document-base.js';
import { type DomElement, loadDom } from './dom.js';
import type { HtmlDocument } from './html-document.js';
import { expandInstances } from './instances/expand-instances.js';
import { listElements, parseHtml } from './parse-html.js';
import { bindVariables } from './variables/bind-variables.js';
import { readDeclaredVariables } from './variables/declared-variable.js';
import { resolveVariables } from './variables/resolve-variables.js';

/** The entry document as it will be rendered. */
export interface CompiledDocument {
  /** The source itself where there is nothing to put in. */
  readonly source: string;
  /** Its elements; each knows the file that it was written in. */
  readonly document: HtmlDocument;
  readonly declaredVariables: readonly DeclaredVariable[];
  /** Values of the entry document's variables, defaults included. */
  readonly variables: VariableValues;
  readonly warnings: readonly string[];
}

/**
 * Puts into the entry document what belongs to it: the values of variables, and the compositions that it shows.
 * @param source with an `<html>` around it.
 * @throws what {@link expandInstances} throws; COMPOSITION_INVALID for a declaration of variables that cannot be read.
 */
export async function compileDocument(
  projectDir: string,
  file: string,
  source: string,
  given: VariableValues,
): Promise<CompiledDocument> {
  const dom = loadDom(source);
  const root = dom('[data-composition-id]').get(0);
  const html = dom('html').get(0);
  const declaredVariables = readDeclaredVariables([html, dom('body').get(0), root], file);
  const { values, warnings } = resolveVariables(declaredVariables, given, file);
  const roots = [html, root].filter((element): element is DomElement => element !== undefined);
  const bindings = bindVariables(dom.root().contents().toArray(), roots, values, file);
  const base = documentBase(parseHtml(source, file));
  const expansion = await expandInstances(dom, projectDir, file, base);
  const isChanged =
    expansion.instanceCount > 0 || Object.keys(values).length > 0 || dom('[data-var-text]').length > 0;
  return {
    source: isChanged ? dom.html() : source,
    document: listElements(dom, file, expansion.fileOf),
    declaredVariables,
    variables: values,
    warnings: [...warnings, ...bindings, ...expansion.warnings],
  };
}

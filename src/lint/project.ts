import type { Program } from 'acorn';
import type { HtmlDocument, HtmlElement, ImportMap, Reference, Referrer } from '../composition/sources.js';
import type { RemoteSource } from '../offline/index.js';

/** An HTML file of the project. */
export interface LintDocument extends HtmlDocument {
  /** The entry document, or the content of a composition inside it. */
  readonly isEntry: boolean;
}

/** JavaScript that the project's author wrote: a file, or the text of a `<script>`. */
export interface LintScript {
  readonly file: string;
  /** The line of the file on which the code begins. */
  readonly firstLine: number;
  /** Null when it does not parse. */
  readonly program: Program | null;
  readonly syntaxError: { readonly line: number; readonly message: string } | null;
}

/** CSS of the project: a file, or the text of a `<style>`. */
export interface LintSheet {
  readonly file: string;
  readonly firstLine: number;
  readonly css: string;
}

/** A reference of a file to another one. */
export interface LintReference {
  readonly reference: Reference;
  readonly referrer: Referrer;
  readonly importMap: ImportMap | null;
  /** The element whose attribute it is, for media. */
  readonly element?: HtmlElement;
}

/** The sources of a project as the rules see them. Libraries in `node_modules`, `vendor` and `.min.js` are left out. */
export interface LintProject {
  /** Absolute. */
  readonly projectDir: string;
  readonly documents: readonly LintDocument[];
  readonly scripts: readonly LintScript[];
  readonly sheets: readonly LintSheet[];
  readonly references: readonly LintReference[];
  /** What is vendored, installed or cached; it never fetches. */
  readonly remote: RemoteSource;
}

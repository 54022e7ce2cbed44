/** What a referenced file is read as, to find what it refers to itself. */
export type ReferenceKind = 'html' | 'css' | 'module' | 'other';

/** One place in the sources that names another file. */
export interface Reference {
  /** As written: `../img/a.png?v=2`, `https://…`, `three`. */
  readonly text: string;
  readonly kind: ReferenceKind;
  /** Where it stands, from 1. */
  readonly line: number;
  /** True when the page may do without: a dynamic `import()`. */
  readonly optional: boolean;
  /** True for a module specifier, in which a bare name goes through the import map. */
  readonly isSpecifier: boolean;
}

/** The file that a reference stands in. */
export interface Referrer {
  /** Path relative to the project, with `/`. */
  readonly file: string;
  /** The path that relative references start from, when it is not the file itself (`<base href>`, an import map). */
  readonly base?: string;
}

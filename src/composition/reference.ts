import type { RemoteKind } from '../offline/index.js';

/** What a referenced file is read as, to find what it refers to itself. */
export type ReferenceKind = RemoteKind;

/** One place in the sources that names another file. */
export interface Reference {
  /** As written: `../img/a.png?v=2`, `https://…`, `three`. */
  readonly text: string;
  readonly kind: ReferenceKind;
  /** The file that it was written in, when it is not the one that holds it now. */
  readonly file?: string;
  /** Where it stands, from 1. */
  readonly line: number;
  /** True when the page may do without: a dynamic `import()`, an icon on another host. */
  readonly optional: boolean;
  /** True for a module specifier, in which a bare name goes through the import map. */
  readonly isSpecifier: boolean;
  /** Absent for a reference that is read only. */
  readonly place?: ReferencePlace;
}

/** Where a reference is written, so that another one can be put there. */
export interface ReferencePlace {
  /** Offsets in UTF-16 units: in the attribute's value when there is one, else in the source. */
  readonly start: number;
  readonly end: number;
  /** What surrounds the text: nothing, `url(…)` or quotes of CSS, quotes of JavaScript with the span inside or around. */
  readonly syntax: 'plain' | 'css-url' | 'css-string' | 'js-inside-quotes' | 'js-expression';
  readonly attribute?: AttributePlace;
}

/** An attribute in the source. */
export interface AttributePlace {
  readonly name: string;
  readonly value: string;
  /** Offsets of `name="value"` in the source. */
  readonly start: number;
  readonly end: number;
  /** The element's `integrity` attribute, which does not hold for another file. */
  readonly integrity?: TextSpan;
}

/** Offsets in a source, in UTF-16 units. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/** The file that a reference stands in. */
export interface Referrer {
  /** Path relative to the project, with `/`. */
  readonly file: string;
  /** The path that relative references start from, when it is not the file itself (`<base href>`, an import map). */
  readonly base?: string;
  /** Where relative references start from in a file that came from elsewhere. */
  readonly url?: string;
}

import type { TextSpan } from './reference.js';

/** An element of an HTML file with its place in the source. */
export interface HtmlElement {
  /** Lower case. */
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** The file that it was written in, relative to the project, with `/`. */
  readonly file: string;
  /** Of the start tag, from 1; 0 for an element that the parser added. */
  readonly line: number;
  readonly parent: HtmlElement | null;
  /** Inside a `<template>`: not shown until a script copies it. */
  readonly inTemplate: boolean;
  /** Text directly inside, for `<style>` and `<script>`. */
  readonly text: string;
  /** Line on which `text` begins. */
  readonly textLine: number;
  /** Offset in the source at which `text` begins. */
  readonly textStart: number;
  /** Offset behind the start tag; -1 for an element that the parser added. */
  readonly contentStart: number;
  /** Offsets of each attribute, name and value together, in the source. */
  readonly attributeSpans: Readonly<Record<string, TextSpan>>;
}

/** An HTML file as a list of elements in document order. */
export interface HtmlDocument {
  /** Path relative to the project, with `/`. */
  readonly file: string;
  readonly elements: readonly HtmlElement[];
  /** False for a fragment: the source has no `<html>` tag. */
  readonly hasHtmlTag: boolean;
}

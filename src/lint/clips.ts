import type { HtmlElement } from '../composition/sources.js';
import { parseStart } from '../page/runtime/relative-start.js';
import type { LintDocument } from './project.js';

/** An element with a place on the timeline of its document. Seconds, from the start of the document's own root. */
export interface LintClip {
  readonly element: HtmlElement;
  readonly id: string;
  /** Null when it depends on what is unknown. */
  readonly startSec: number | null;
  /** Null: to the end, or unknown. */
  readonly endSec: number | null;
  readonly track: number | null;
}

/** The outermost element with `data-composition-id`, also in a `<template>`, as compositions inside others have it. */
export function rootOf(document: LintDocument): HtmlElement | null {
  return document.elements.find(({ attributes }) => attributes['data-composition-id'] !== undefined) ?? null;
}

/** How long the root says that it is, in seconds; null when it does not. */
export function durationOf(document: LintDocument): number | null {
  const root = rootOf(document);
  const text = root?.attributes['data-duration'] ?? root?.attributes['data-composition-duration'];
  const sec = Number(text);
  return text === undefined || !Number.isFinite(sec) || sec <= 0 ? null : sec;
}

/** The clips of a document with their times, as far as the markup tells them. */
export function readLintClips(document: LintDocument): LintClip[] {
  const root = rootOf(document);
  const elements = document.elements.filter(
    (element) => element !== root && element.attributes['data-start'] !== undefined,
  );
  const byId = new Map(elements.map((element) => [element.attributes.id ?? '', element]));
  const timesOf = (element: HtmlElement, waiting: readonly HtmlElement[]): [number | null, number | null] => {
    if (waiting.includes(element)) return [null, null];
    const startSec = startOf(element, waiting);
    return [startSec, endOf(element, startSec)];
  };
  const startOf = (element: HtmlElement, waiting: readonly HtmlElement[]): number | null => {
    const start = parseStart(element.attributes['data-start'] ?? '0');
    if (start === null) return null;
    if (start.kind === 'absolute') return start.sec;
    const other = byId.get(start.clipId);
    const end = other === undefined ? null : timesOf(other, [...waiting, element])[1];
    return end === null ? null : end + start.offsetSec;
  };
  return elements.map((element) => {
    const [startSec, endSec] = timesOf(element, []);
    const track = Number(element.attributes['data-track-index'] ?? Number.NaN);
    return {
      element,
      id: element.attributes.id ?? '',
      startSec,
      endSec,
      track: Number.isFinite(track) ? track : null,
    };
  });
}

function endOf({ attributes }: HtmlElement, startSec: number | null): number | null {
  const duration = Number(attributes['data-duration'] ?? Number.NaN);
  if (startSec !== null && Number.isFinite(duration)) return startSec + duration;
  const end = Number(attributes['data-end'] ?? Number.NaN);
  return attributes['data-duration'] === undefined && Number.isFinite(end) ? end : null;
}

import { RenderError } from '../errors/index.js';
import {
  type ClipSource,
  type ClipTimes,
  parseStart,
  resolveClipTimes,
} from '../page/runtime/relative-start.js';
import { clipKindOf } from './clip-kind.js';
import type { MarkedClip } from './composition.js';
import type { HtmlDocument, HtmlElement } from './html-document.js';
import { instanceOf, nameInInstance } from './instances/instance-of.js';
import { describeElement } from './parse-html.js';
import { DURATION, readNumber, TIME, wrongAttribute } from './read-number.js';

/** Whether an element has a place on the timeline: the same elements that the page gives one, and every sound. */
function isClip({ attributes, inTemplate, tag }: HtmlElement): boolean {
  return !inTemplate && (tag === 'audio' || attributes['data-start'] !== undefined);
}

/**
 * Checks every clip and resolves its times.
 * @throws COMPOSITION_INVALID for an id used twice in a file, a start that names an unknown clip, waits for itself or is
 * no start; DURATION_OUT_OF_RANGE for a length or end that is none. All name the clip.
 */
export function readClips(document: HtmlDocument, root: HtmlElement | null): Map<HtmlElement, ClipTimes> {
  const clips = document.elements.filter((element) => element !== root && isClip(element));
  assertUniqueIds(clips);
  for (const clip of clips) assertTimes(clip);
  const placeOf = new Map(clips.map((clip, index) => [clip, index]));
  const { times, problems } = resolveClipTimes(
    clips.map((clip) => ({
      ...readSource(clip),
      host: placeOfHost(clip, placeOf),
      scope: placeOfInstance(clip, placeOf),
    })),
  );
  if (problems.length > 0) {
    throw new RenderError('COMPOSITION_INVALID', problems.join(' '), { path: document.file, problems });
  }
  return new Map(clips.map((clip, index) => [clip, times[index] as ClipTimes]));
}

function readSource(clip: HtmlElement): Omit<ClipSource, 'host' | 'scope'> {
  const { attributes, file, line } = clip;
  const name = attributes.id ? `Clip "${attributes.id}"` : `A clip, <${clip.tag}>,`;
  const compositionId = attributes['data-composition-id'] ?? null;
  return {
    name: `${name} (${file}:${line})`,
    id: attributes.id ?? '',
    compositionId,
    start: attributes['data-start'] ?? '0',
    duration: attributes['data-duration'] ?? null,
    end: attributes['data-end'] ?? null,
    inPoint: compositionId === null ? null : (attributes['data-playback-start'] ?? null),
  };
}

/** The composition around a clip, whose content's time its times are in; null: the root. */
function placeOfHost(clip: HtmlElement, placeOf: ReadonlyMap<HtmlElement, number>): number | null {
  for (let at = clip.parent; at !== null; at = at.parent) {
    if (at.attributes['data-composition-id'] === undefined) continue;
    const place = placeOf.get(at);
    if (place !== undefined) return place;
  }
  return null;
}

function placeOfInstance(clip: HtmlElement, placeOf: ReadonlyMap<HtmlElement, number>): number | null {
  const instance = instanceOf(clip);
  return instance === null ? null : (placeOf.get(instance) ?? null);
}

function assertUniqueIds(clips: readonly HtmlElement[]): void {
  const seen = new Map<string, HtmlElement>();
  for (const clip of clips) {
    const id = clip.attributes.id ?? '';
    const name = nameInInstance(clip, '');
    const first = seen.get(name);
    if (id !== '' && first !== undefined) {
      throw new RenderError(
        'COMPOSITION_INVALID',
        `The id "${id}" is used twice: by ${describeElement(first)} and ${describeElement(clip)}.`,
        { path: clip.file, line: clip.line, selector: `#${id}`, fix: 'Give each clip an id of its own.' },
      );
    }
    seen.set(name, clip);
  }
}

function assertTimes(clip: HtmlElement): void {
  readNumber(clip, ['data-duration'], DURATION);
  readNumber(clip, ['data-end'], TIME);
  if (clip.attributes['data-composition-id'] !== undefined) readNumber(clip, ['data-playback-start'], TIME);
  const start = clip.attributes['data-start'];
  const parsed = parseStart(start ?? '0');
  if (parsed?.kind === 'absolute') readNumber(clip, ['data-start'], TIME);
  if (parsed !== null) return;
  const numeric = /^[-+]?(infinity|nan)$/i.test(start?.trim() ?? '');
  throw wrongAttribute(
    clip,
    'data-start',
    numeric ? 'DURATION_OUT_OF_RANGE' : 'COMPOSITION_INVALID',
    'seconds, or "clipId + seconds" to start after the end of another clip',
  );
}

/** The clips as `Composition` lists them. */
export function toMarkedClips(times: ReadonlyMap<HtmlElement, ClipTimes>): MarkedClip[] {
  return [...times].map(([element, { startSec, endSec }]) => ({
    id: nameInInstance(element, element.tag),
    tag: element.tag,
    kind: clipKindOf(element.tag, element.attributes['data-composition-id'] !== undefined),
    startSec,
    endSec,
    track: Math.trunc(Number(element.attributes['data-track-index'])) || 0,
  }));
}

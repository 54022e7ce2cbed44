import { RenderError } from '../errors/index.js';
import { type ClipTimes, parseStart, resolveClipTimes } from '../page/runtime/relative-start.js';
import { clipKindOf } from './clip-kind.js';
import type { MarkedClip } from './composition.js';
import { describeElement, type HtmlDocument, type HtmlElement } from './parse-html.js';
import { DURATION, readNumber, TIME, wrongAttribute } from './read-number.js';

/** Whether an element has a place on the timeline: the same elements that the page gives one, and every sound. */
function isClip({ attributes, inTemplate, tag }: HtmlElement): boolean {
  return !inTemplate && (tag === 'audio' || attributes['data-start'] !== undefined);
}

/**
 * Checks every clip and resolves its times.
 * @throws COMPOSITION_INVALID for an id used twice, a start that names an unknown clip, waits for itself or is no
 * start; DURATION_OUT_OF_RANGE for a length or end that is none. All name the clip.
 */
export function readClips(document: HtmlDocument, root: HtmlElement | null): Map<HtmlElement, ClipTimes> {
  const clips = document.elements.filter((element) => element !== root && isClip(element));
  assertUniqueIds(document, clips);
  for (const clip of clips) assertTimes(document, clip);
  const { times, problems } = resolveClipTimes(
    clips.map(({ attributes, parent }) => ({
      id: attributes.id ?? '',
      start: attributes['data-start'] ?? '0',
      duration: attributes['data-duration'] ?? null,
      end: attributes['data-end'] ?? null,
      host: hostOf(parent, clips),
    })),
  );
  if (problems.length > 0) {
    throw new RenderError('COMPOSITION_INVALID', `${document.file}: ${problems.join(' ')}`, {
      path: document.file,
      problems,
    });
  }
  return new Map(clips.map((clip, index) => [clip, times[index] ?? { startSec: 0, endSec: null }]));
}

/** Place in the list of the composition around a clip, whose start is the origin of its times; null: the root. */
function hostOf(parent: HtmlElement | null, clips: readonly HtmlElement[]): number | null {
  for (let at = parent; at !== null; at = at.parent) {
    if (at.attributes['data-composition-id'] === undefined) continue;
    const index = clips.indexOf(at);
    if (index >= 0) return index;
  }
  return null;
}

function assertUniqueIds(document: HtmlDocument, clips: readonly HtmlElement[]): void {
  const seen = new Map<string, HtmlElement>();
  for (const clip of clips) {
    const id = clip.attributes.id ?? '';
    const first = seen.get(id);
    if (id !== '' && first !== undefined) {
      throw new RenderError(
        'COMPOSITION_INVALID',
        `The id "${id}" is used twice: by ${describeElement(document, first)} and ${describeElement(document, clip)}.`,
        { path: document.file, line: clip.line, selector: `#${id}`, fix: 'Give each clip an id of its own.' },
      );
    }
    seen.set(id, clip);
  }
}

function assertTimes(document: HtmlDocument, clip: HtmlElement): void {
  readNumber(document, clip, ['data-duration'], DURATION);
  readNumber(document, clip, ['data-end'], TIME);
  const start = clip.attributes['data-start'];
  const parsed = parseStart(start ?? '0');
  if (parsed?.kind === 'absolute') readNumber(document, clip, ['data-start'], TIME);
  if (parsed !== null) return;
  const numeric = /^[-+]?(infinity|nan)$/i.test(start?.trim() ?? '');
  throw wrongAttribute(
    document,
    clip,
    'data-start',
    numeric ? 'DURATION_OUT_OF_RANGE' : 'COMPOSITION_INVALID',
    'seconds, or "clipId + seconds" to start after the end of another clip',
  );
}

/** The clips as `Composition` lists them. */
export function toMarkedClips(times: ReadonlyMap<HtmlElement, ClipTimes>): MarkedClip[] {
  return [...times].map(([{ tag, attributes }, { startSec, endSec }]) => ({
    id: attributes.id || tag,
    tag,
    kind: clipKindOf(tag),
    startSec,
    endSec,
    track: Math.trunc(Number(attributes['data-track-index'])) || 0,
  }));
}

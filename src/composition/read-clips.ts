import { RenderError } from '../errors/index.js';
import { type ClipTimes, parseStart, resolveClipTimes } from '../page/runtime/relative-start.js';
import { describeElement, type HtmlDocument, type HtmlElement } from './parse-html.js';
import { DURATION, readNumber, TIME, wrongAttribute } from './read-number.js';

/** Attributes and classes by which an element takes part in the timeline. */
function isClip({ attributes, inTemplate, tag }: HtmlElement): boolean {
  if (inTemplate) return false;
  if (tag === 'audio' || attributes['data-start'] !== undefined) return true;
  return (attributes.class ?? '').split(/\s+/).includes('clip');
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
    clips.map(({ attributes }) => ({
      id: attributes.id ?? '',
      start: attributes['data-start'] ?? '0',
      duration: attributes['data-duration'] ?? null,
      end: attributes['data-end'] ?? null,
      host: null,
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

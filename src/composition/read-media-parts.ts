import { RenderError } from '../errors/index.js';
import type { ClipTimes } from '../page/runtime/relative-start.js';
import type { AudioTrackSource, MediaPart } from './composition.js';
import { documentBase } from './document-base.js';
import type { HtmlDocument, HtmlElement } from './html-document.js';
import { clipToHosts } from './instances/clip-to-hosts.js';
import { nameInInstance } from './instances/instance-of.js';
import { describeElement } from './parse-html.js';
import { type NumberRule, readNumber, TIME } from './read-number.js';
import { resolveReference } from './resolve-reference.js';

const VOLUME: NumberRule = { code: 'COMPOSITION_INVALID', min: 0, max: 1, expected: 'a volume from 0 to 1' };
const RATE: NumberRule = { code: 'COMPOSITION_INVALID', min: 0.1, max: 5, expected: 'a rate from 0.1 to 5' };

/**
 * The media elements: every `<video>`, and what will be heard. Heard are `<audio>`, and `<video>` with `data-has-audio`,
 * that are not `muted`, not inside something with `data-hidden`, and not at volume 0.
 * @throws COMPOSITION_INVALID or DURATION_OUT_OF_RANGE naming element, attribute and value.
 */
export function readMediaParts(
  document: HtmlDocument,
  times: ReadonlyMap<HtmlElement, ClipTimes>,
): { readonly videos: MediaPart[]; readonly audioTracks: AudioTrackSource[] } {
  const videos: MediaPart[] = [];
  const audioTracks: AudioTrackSource[] = [];
  const elements = document.elements.filter(({ tag, inTemplate }) => isMediaTag(tag) && !inTemplate);
  elements.forEach((element, index) => {
    const volume = readNumber(element, ['data-volume'], VOLUME) ?? 1;
    const part = readPart(document, element, timesAround(element, times), index);
    if (part === null) return;
    if (part.tag === 'video') videos.push(part);
    if (isHeard(element) && volume > 0) audioTracks.push({ ...part, volume });
  });
  return { videos, audioTracks };
}

/** An element without a place of its own has that of the closest clip around it. */
function timesAround(
  element: HtmlElement,
  times: ReadonlyMap<HtmlElement, ClipTimes>,
): ClipTimes | undefined {
  if (element.tag === 'audio' || element.attributes['data-start'] !== undefined) return times.get(element);
  for (let at = element.parent; at !== null; at = at.parent) {
    const around = times.get(at);
    if (around !== undefined) return around;
  }
  return undefined;
}

function readPart(
  document: HtmlDocument,
  element: HtmlElement,
  times: ClipTimes | undefined,
  index: number,
): MediaPart | null {
  const where = describeElement(element);
  const path = sourceOf(document, element);
  const number = (name: string[], rule: NumberRule) => readNumber(element, name, rule);
  const shown = times === undefined ? { startSec: 0, endSec: null, skippedSec: 0 } : clipToHosts(times);
  const mediaStartSec = number(['data-media-start', 'data-playback-start'], TIME) ?? 0;
  const playbackRate = number(['data-playback-rate'], RATE) ?? 1;
  if (path === null || shown === null || !isMediaTag(element.tag)) return null;
  const { tag } = element;
  const { startSec, endSec, skippedSec } = shown;
  if (startSec < 0 || (endSec !== null && endSec <= startSec)) {
    const does = tag === 'audio' ? 'sound' : 'be seen';
    throw new RenderError(
      'DURATION_OUT_OF_RANGE',
      `${where} would ${does} from ${startSec} s to ${endSec ?? 'the end'}${endSec === null ? '' : ' s'}.`,
      { path: element.file, line: element.line, fix: 'Give it a start of 0 or more, and an end after it.' },
    );
  }
  return {
    id: nameInInstance(element, `${tag}-${index + 1}`),
    tag,
    path,
    startSec,
    durationSec: endSec === null ? null : endSec - startSec,
    mediaStartSec: mediaStartSec + skippedSec * playbackRate,
    playbackRate,
    loop: element.attributes.loop !== undefined,
    where,
  };
}

function isMediaTag(tag: string): tag is MediaPart['tag'] {
  return tag === 'audio' || tag === 'video';
}

/** The file of a media element: its `src`, or that of its first `<source>`. */
function sourceOf(document: HtmlDocument, element: HtmlElement): string | null {
  const holder =
    element.attributes.src !== undefined
      ? element
      : document.elements.find(({ tag, parent }) => tag === 'source' && parent === element);
  const text = holder?.attributes.src;
  if (holder === undefined || text === undefined) return null;
  const reference = { text, kind: 'other', line: holder.line, optional: false, isSpecifier: false } as const;
  return resolveReference(reference, { file: element.file, base: documentBase(document) });
}

function isHeard(element: HtmlElement): boolean {
  const { tag, attributes } = element;
  const says = attributes['data-has-audio'];
  if (tag === 'video' && (says === undefined || says === 'false')) return false;
  if (attributes.muted !== undefined) return false;
  for (let at: HtmlElement | null = element; at !== null; at = at.parent) {
    if (at.attributes['data-hidden'] !== undefined) return false;
  }
  return true;
}

import { RenderError } from '../errors/index.js';
import type { ClipTimes } from '../page/runtime/relative-start.js';
import type { AudioTrackSource } from './composition.js';
import { documentBase } from './document-base.js';
import { clipToHosts } from './instances/clip-to-hosts.js';
import { nameInInstance } from './instances/instance-of.js';
import { describeElement, type HtmlDocument, type HtmlElement } from './parse-html.js';
import { type NumberRule, readNumber, TIME } from './read-number.js';
import { resolveReference } from './resolve-reference.js';

const VOLUME: NumberRule = { code: 'COMPOSITION_INVALID', min: 0, max: 1, expected: 'a volume from 0 to 1' };
const RATE: NumberRule = { code: 'COMPOSITION_INVALID', min: 0.1, max: 5, expected: 'a rate from 0.1 to 5' };

/**
 * The `<audio>` elements that will be heard: not `muted`, not inside something with `data-hidden`, not at volume 0.
 * @throws COMPOSITION_INVALID or DURATION_OUT_OF_RANGE naming element, attribute and value.
 */
export function readAudioTracks(
  document: HtmlDocument,
  times: ReadonlyMap<HtmlElement, ClipTimes>,
): AudioTrackSource[] {
  return document.elements
    .filter((element) => element.tag === 'audio' && !element.inTemplate)
    .flatMap((element, index) => {
      const track = readTrack(document, element, times.get(element), index);
      return track === null || isSilenced(element) || track.volume === 0 ? [] : [track];
    });
}

function readTrack(
  document: HtmlDocument,
  element: HtmlElement,
  times: ClipTimes | undefined,
  index: number,
): AudioTrackSource | null {
  const where = describeElement(element);
  const source = sourceOf(document, element);
  const number = (name: string[], rule: NumberRule) => readNumber(element, name, rule);
  const shown = times === undefined ? { startSec: 0, endSec: null, skippedSec: 0 } : clipToHosts(times);
  const mediaStartSec = number(['data-media-start', 'data-playback-start'], TIME) ?? 0;
  const playbackRate = number(['data-playback-rate'], RATE) ?? 1;
  const volume = number(['data-volume'], VOLUME) ?? 1;
  if (source === null || shown === null) return null;
  const { startSec, endSec, skippedSec } = shown;
  if (startSec < 0 || (endSec !== null && endSec <= startSec)) {
    throw new RenderError(
      'DURATION_OUT_OF_RANGE',
      `${where} would sound from ${startSec} s to ${endSec ?? 'the end'}${endSec === null ? '' : ' s'}.`,
      { path: element.file, line: element.line, fix: 'Give it a start of 0 or more, and an end after it.' },
    );
  }
  return {
    id: nameInInstance(element, `audio-${index + 1}`),
    path: source,
    startSec,
    durationSec: endSec === null ? null : endSec - startSec,
    mediaStartSec: mediaStartSec + skippedSec * playbackRate,
    playbackRate,
    volume,
    loop: element.attributes.loop !== undefined,
    where,
  };
}

/** The file of an `<audio>`: its `src`, or that of its first `<source>`. */
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

function isSilenced(element: HtmlElement): boolean {
  if (element.attributes.muted !== undefined) return true;
  for (let at: HtmlElement | null = element; at !== null; at = at.parent) {
    if (at.attributes['data-hidden'] !== undefined) return true;
  }
  return false;
}

import type { ClipJson } from '../contract/index.js';

const KINDS: Readonly<Record<string, ClipJson['kind']>> = { audio: 'audio', video: 'video', img: 'image' };

/** What kind of clip an element is, by its tag in lower case and whether it holds a composition of its own. */
export function clipKindOf(tag: string, holdsComposition = false): ClipJson['kind'] {
  return holdsComposition ? 'composition' : (KINDS[tag] ?? 'element');
}

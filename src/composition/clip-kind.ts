import type { ClipJson } from '../contract/index.js';

const KINDS: Readonly<Record<string, ClipJson['kind']>> = { audio: 'audio', video: 'video', img: 'image' };

/** What kind of clip an element is, by its tag in lower case. */
export function clipKindOf(tag: string): ClipJson['kind'] {
  return KINDS[tag] ?? 'element';
}

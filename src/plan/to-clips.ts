import type { ClipJson } from '../contract/index.js';
import type { PageClip } from '../page/protocol.js';

const KINDS: Readonly<Record<string, ClipJson['kind']>> = { audio: 'audio', video: 'video', img: 'image' };

/** The clips of the live page as a plan keeps them: within the composition's length. */
export function toClips(clips: readonly PageClip[], durationSec: number): ClipJson[] {
  return clips.map(({ id, tag, startSec, endSec, track }) => ({
    id,
    tag,
    kind: KINDS[tag] ?? 'element',
    startSec,
    endSec: Math.min(endSec ?? durationSec, durationSec),
    track,
  }));
}

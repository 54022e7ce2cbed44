import { clipKindOf } from '../composition/index.js';
import type { ClipJson } from '../contract/index.js';
import type { PageClip } from '../page/protocol.js';

/** The clips of the live page as a plan keeps them: within the composition's length. */
export function toClips(clips: readonly PageClip[], durationSec: number): ClipJson[] {
  return clips.map(({ id, tag, startSec, endSec, track, isComposition }) => ({
    id,
    tag,
    kind: clipKindOf(tag, isComposition),
    startSec,
    endSec: Math.min(endSec ?? durationSec, durationSec),
    track,
  }));
}

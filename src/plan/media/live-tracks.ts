import { type Fps, frameTimeSec } from '../../contract/index.js';
import type { MediaSample } from '../../page/protocol.js';
import { type ProbedTrack, probedTrack } from '../resolve-audio-tracks.js';
import { assertHeard, judgeMedia } from './judge-media.js';
import type { MediaSources } from './probe-sources.js';
import { toVolumeCurve, type VolumeCorner } from './volume-curve.js';

/** The `<audio>`, and `<video>` with `data-has-audio`, that were heard at some frame, with their files. */
export function resolveLiveTracks(
  samples: readonly MediaSample[],
  sources: MediaSources,
  fps: Fps,
): ProbedTrack[] {
  return samples.flatMap((sample) => {
    if (!sample.isHeard || sample.frames.every(([, , volume]) => volume === 0)) return [];
    const source = judgeMedia(sample, sources);
    if (sample.tag === 'video') assertHeard(sample, source);
    // A clip around it may begin later than it does itself: then it is heard from there.
    const cutSec = Math.max(0, sample.windowStartSec - sample.startSec);
    const startSec = sample.startSec + cutSec;
    const volumes = sample.frames.map(
      ([frameIndex, , volume]): VolumeCorner => [frameTimeSec(frameIndex, fps) - startSec, volume],
    );
    const curve = toVolumeCurve(volumes);
    const track = {
      id: sample.id,
      tag: sample.tag === 'video' ? ('video' as const) : ('audio' as const),
      path: sample.path ?? '',
      startSec,
      durationSec: sample.windowEndSec === null ? null : sample.windowEndSec - startSec,
      mediaStartSec: sample.mediaStartSec + cutSec * sample.playbackRate,
      playbackRate: sample.playbackRate,
      volume: Math.max(...volumes.map(([, volume]) => volume)),
      ...(curve !== null && { volumeCurve: curve }),
      loop: sample.loop,
      where: sample.where,
    };
    return [probedTrack(track, source.probe)];
  });
}

import type { AudioTrackSource, MediaPart } from '../composition/index.js';
import type { AudioTrackJson } from '../contract/index.js';
import type { MediaProbe } from '../ffmpeg/index.js';

/** A media element with the length of what it plays. */
export interface ProbedPart extends MediaPart {
  /** Length of the sound or film in the file, in seconds. */
  readonly fileSec: number;
}

/** A sound with what its file says about itself. */
export interface ProbedTrack extends AudioTrackSource, ProbedPart {
  /** What the timeline makes of its volume, see `AudioTrackJson`. */
  readonly volumeCurve?: AudioTrackJson['volumeCurve'];
}

/** Joins a track with the probe of its file, which has sound. */
export function probedTrack<T extends AudioTrackSource>(source: T, probe: MediaProbe): T & ProbedTrack {
  return { ...source, fileSec: probe.audio?.durationSec || probe.durationSec };
}

/** When the last sound or film of known length ends, in seconds; null without one. */
export function lastMediaSec(parts: readonly ProbedPart[]): number | null {
  const ends = parts.map((part) => part.startSec + lengthSec(part)).filter(Number.isFinite);
  return ends.length === 0 ? null : Math.max(...ends);
}

/**
 * The tracks of the mix, none longer than its file or the composition. A track that is never heard is left out with a
 * warning.
 */
export function resolveAudioTracks(
  tracks: readonly ProbedTrack[],
  durationSec: number,
  warnings: string[],
): AudioTrackJson[] {
  return tracks.flatMap((track) => {
    const soundSec = Math.min(lengthSec(track), durationSec - track.startSec);
    if (soundSec <= 0) {
      const reason =
        track.startSec >= durationSec
          ? `starts at ${track.startSec} s, when the composition is over`
          : `begins ${track.mediaStartSec} s into a file of ${track.fileSec} s`;
      warnings.push(`${track.where} is never heard: it ${reason}.`);
      return [];
    }
    const { id, path, startSec, mediaStartSec, playbackRate, volume, volumeCurve, loop } = track;
    const place = { startSec, durationSec: soundSec, mediaStartSec, playbackRate };
    return [{ id, path, ...place, volume, ...(volumeCurve !== undefined && { volumeCurve }), loop }];
  });
}

/** How long a track sounds in the composition if nothing cuts it, in seconds; may be Infinity (a loop), 0 or less. */
function lengthSec({ fileSec, mediaStartSec, playbackRate, loop, durationSec }: ProbedPart): number {
  const restSec = (fileSec - mediaStartSec) / playbackRate;
  const soundSec = loop && restSec > 0 ? Number.POSITIVE_INFINITY : restSec;
  return Math.min(durationSec ?? Number.POSITIVE_INFINITY, soundSec);
}

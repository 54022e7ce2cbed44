import type { AudioTrackSource } from '../composition/index.js';
import type { AudioTrackJson } from '../contract/index.js';
import { RenderError } from '../errors/index.js';
import type { MediaProbe } from '../ffmpeg/index.js';

/** An `<audio>` with what its file says about itself. */
export interface ProbedTrack extends AudioTrackSource {
  /** Length of the sound in the file, in seconds. */
  readonly fileSec: number;
}

/**
 * Joins a track with the probe of its file.
 * @throws COMPOSITION_INVALID when the file has no sound.
 */
export function probedTrack(source: AudioTrackSource, probe: MediaProbe): ProbedTrack {
  if (probe.audio !== null) return { ...source, fileSec: probe.audio.durationSec || probe.durationSec };
  throw new RenderError('COMPOSITION_INVALID', `${source.where}: ${source.path} has no sound in it.`, {
    path: source.path,
    fix: 'Refer to a file with an audio stream, or remove the element.',
  });
}

/** When the last sound of known length ends, in seconds; null without one. */
export function lastSoundSec(tracks: readonly ProbedTrack[]): number | null {
  const ends = tracks.map((track) => track.startSec + lengthSec(track)).filter(Number.isFinite);
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
    const { id, path, startSec, mediaStartSec, playbackRate, volume, loop } = track;
    return [{ id, path, startSec, durationSec: soundSec, mediaStartSec, playbackRate, volume, loop }];
  });
}

/** How long a track sounds in the composition if nothing cuts it, in seconds; may be Infinity (a loop), 0 or less. */
function lengthSec({ fileSec, mediaStartSec, playbackRate, loop, durationSec }: ProbedTrack): number {
  const restSec = (fileSec - mediaStartSec) / playbackRate;
  const soundSec = loop && restSec > 0 ? Number.POSITIVE_INFINITY : restSec;
  return Math.min(durationSec ?? Number.POSITIVE_INFINITY, soundSec);
}

/** The one module that goes from composition time to media time. Free of libraries: the code inside the page uses it too. */

/** What people write has six digits, and what ffprobe prints: a moment is not before another by less than this. Seconds. */
export const EPSILON_SEC = 1e-6;

/** Where a media element lies on the timeline and where in its file it begins. Seconds. */
export interface MediaPlace {
  /** Start of the clip in the composition. */
  readonly startSec: number;
  /** Where in the file the clip begins. */
  readonly mediaStartSec: number;
  /** Seconds of the file per second of the composition, 0.1 to 5. */
  readonly playbackRate: number;
}

/** Media time of a moment of the composition, as if the file had no end; before the clip it is the clip's first moment. */
export function mediaPositionSec(place: MediaPlace, timeSec: number): number {
  return place.mediaStartSec + Math.max(0, timeSec - place.startSec) * place.playbackRate;
}

/**
 * The same within the file. A loop goes back to the beginning of the file, as in a browser; everything else holds the
 * end. @param durationSec length of the file; Infinity when it is not known.
 */
export function heldPositionSec(positionSec: number, durationSec: number, loop: boolean): number {
  if (positionSec < durationSec - EPSILON_SEC || durationSec <= 0) return positionSec;
  if (!loop) return durationSec;
  return Math.max(0, ((positionSec + EPSILON_SEC) % durationSec) - EPSILON_SEC);
}

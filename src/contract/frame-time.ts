/** The one module that goes from frames to time. Free of libraries: the code inside the page uses it too. */

/** A frame rate as a reduced fraction of integers, frames per `den` seconds: `30/1`, `30000/1001`. */
export interface Fps {
  readonly num: number;
  readonly den: number;
}

/** Time of a frame in seconds: `index * den / num`. The only way from frame to time. */
export function frameTimeSec(frameIndex: number, fps: Fps): number {
  return (frameIndex * fps.den) / fps.num;
}

/** Time of a frame in milliseconds. */
export function frameTimeMs(frameIndex: number, fps: Fps): number {
  return (frameIndex * fps.den * 1000) / fps.num;
}

/**
 * Number of frames that cover a duration: the last frame starts before the end. The epsilon (a millionth of a frame)
 * keeps `10 s * 30` at 300 although `10.000000001 * 30` is a little more.
 */
export function frameCountForDuration(durationSec: number, fps: Fps): number {
  return Math.max(0, Math.ceil((durationSec * fps.num) / fps.den - 1e-6));
}

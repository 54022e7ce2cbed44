/** Names of the images of a png-sequence: the global frame index, six digits or more. */
const FRAME_NAME = /^frame_(\d{6,})\.png$/;

/** Name of one frame: `frame_000042.png`. */
export function frameFileName(frameIndex: number): string {
  return `frame_${String(frameIndex).padStart(6, '0')}.png`;
}

/** The frame's index in a name; null for any other file. */
export function frameIndexOf(fileName: string): number | null {
  const digits = FRAME_NAME.exec(fileName)?.[1];
  return digits === undefined ? null : Number(digits);
}

/** ffmpeg's pattern for the frames in a folder; a `%` of the folder's own name is doubled, or it would be expanded. */
export function framePattern(folder: string): string {
  return `${folder.replaceAll('%', '%%')}/frame_%06d.png`;
}

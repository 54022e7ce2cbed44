import { execFileSync } from 'node:child_process';

/** Blocks of a frame's number, one per bit, the lowest first, in one row. */
export const NUMBER_BITS = 8;
const BLOCK_PX = 12;
/** Size of the picture. */
export const NUMBER_WIDTH_PX = NUMBER_BITS * BLOCK_PX;
export const NUMBER_HEIGHT_PX = 16;

export interface NumberFilm {
  readonly path: string;
  readonly frames: number;
  /** ffmpeg's spelling: `30`, `30000/1001`. */
  readonly fps: string;
  /** Encoder and container, for example `['-c:v', 'libx264']`. */
  readonly encode: readonly string[];
  /** Filters between the pictures and the encoder. */
  readonly filter?: string;
  /** Other inputs (sound) and their maps. */
  readonly extra?: readonly string[];
}

/** Writes a film whose frame `n` shows `n` as black and white blocks. */
export function makeNumberFilm({ path, frames, fps, encode, filter = 'null', extra = [] }: NumberFilm): void {
  const pictures = Buffer.concat(Array.from({ length: frames }, (_, number) => drawNumber(number)));
  const size = `${NUMBER_WIDTH_PX}x${NUMBER_HEIGHT_PX}`;
  execFileSync(
    'ffmpeg',
    [
      ...['-v', 'error', '-y', '-f', 'rawvideo', '-pix_fmt', 'gray', '-s', size, '-r', fps, '-i', 'pipe:0'],
      ...[...extra, '-vf', filter, '-fps_mode', 'passthrough', ...encode, path],
    ],
    { input: pictures },
  );
}

/** The picture of a number, one byte per pixel. */
export function drawNumber(number: number): Buffer {
  const row = Buffer.alloc(NUMBER_WIDTH_PX);
  for (let bit = 0; bit < NUMBER_BITS; bit++) {
    row.fill((number >> bit) & 1 ? 255 : 0, bit * BLOCK_PX, (bit + 1) * BLOCK_PX);
  }
  return Buffer.concat(Array.from({ length: NUMBER_HEIGHT_PX }, () => row));
}

/** A picture as bytes of brightness. */
export interface GrayPicture {
  readonly widthPx: number;
  readonly pixels: Buffer;
}

/** Decodes images, for example of a folder `frames/*.png`, to pictures. */
export function readGrayPictures(pattern: string, widthPx: number, heightPx: number): GrayPicture[] {
  const input = ['-f', 'image2', '-pattern_type', 'glob', '-i', pattern];
  return readGray(input, widthPx, heightPx);
}

/** Decodes a film to pictures. */
export function readGrayFilm(path: string, widthPx: number, heightPx: number): GrayPicture[] {
  return readGray(['-i', path], widthPx, heightPx);
}

function readGray(input: readonly string[], widthPx: number, heightPx: number): GrayPicture[] {
  const bytes = execFileSync(
    'ffmpeg',
    ['-v', 'error', ...input, '-fps_mode', 'passthrough', '-f', 'rawvideo', '-pix_fmt', 'gray', '-'],
    { maxBuffer: 1 << 28 },
  );
  const size = widthPx * heightPx;
  return Array.from({ length: bytes.length / size }, (_, index) => ({
    widthPx,
    pixels: bytes.subarray(index * size, (index + 1) * size),
  }));
}

/**
 * The number in a picture, from the middle of each block; null when a block is neither black nor white: two frames mixed,
 * or none.
 * @param place of the number's left upper corner, and its size where it is not drawn 1:1.
 */
export function readNumber(
  { widthPx, pixels }: GrayPicture,
  place: { readonly x: number; readonly y: number; readonly width?: number; readonly height?: number },
): number | null {
  const { x, y, width = NUMBER_WIDTH_PX, height = NUMBER_HEIGHT_PX } = place;
  let number = 0;
  for (let bit = 0; bit < NUMBER_BITS; bit++) {
    const column = Math.round(x + ((bit + 0.5) * width) / NUMBER_BITS);
    const brightness = pixels[Math.round(y + height / 2) * widthPx + column] ?? 128;
    if (brightness > 64 && brightness < 192) return null;
    if (brightness >= 192) number |= 1 << bit;
  }
  return number;
}

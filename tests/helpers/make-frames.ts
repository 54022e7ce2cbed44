import { execFileSync } from 'node:child_process';

/** Start of each image in a stream of images. */
const SIGNATURES = {
  jpeg: Buffer.from([0xff, 0xd8, 0xff]),
  png: Buffer.from('89504e470d0a1a0a', 'hex'),
} as const;

const OUTPUTS = {
  jpeg: ['-c:v', 'mjpeg', '-qmin', '1', '-q:v', '1', '-f', 'image2pipe'],
  png: ['-c:v', 'png', '-f', 'image2pipe'],
  i420: ['-f', 'rawvideo'],
} as const;

/** What to draw: 160x120, a test picture that moves, or any lavfi source. */
export interface FrameOptions {
  readonly count: number;
  readonly imageFormat: 'jpeg' | 'png' | 'i420';
  /** Frames to leave out at the beginning. */
  readonly from?: number;
  /** Half transparent on the left, opaque on the right; png only. */
  readonly alpha?: boolean;
  readonly source?: string;
}

/** Images as a browser would hand them over: JPEG in full-range bt601 (JFIF), PNG in RGB, or raw limited-range bt709. */
export function makeFrames({ count, imageFormat, from = 0, alpha = false, source }: FrameOptions): Buffer[] {
  const picture = source ?? 'testsrc2=s=160x120:r=30';
  const filters = [
    `select=gte(n\\,${from})`,
    ...(alpha ? ["format=rgba,geq=r='r(X,Y)':g='g(X,Y)':b='b(X,Y)':a='if(lt(X,W/2),128,255)'"] : []),
    ...(imageFormat === 'i420'
      ? [
          'scale=out_color_matrix=bt709:out_range=tv:flags=accurate_rnd+full_chroma_int+full_chroma_inp,format=yuv420p',
        ]
      : []),
    ...(imageFormat === 'jpeg' ? ['scale=out_color_matrix=bt601:out_range=full,format=yuvj420p'] : []),
  ];
  const stream = execFileSync(
    'ffmpeg',
    [
      ...['-v', 'error', '-f', 'lavfi', '-i', picture, '-vf', filters.join(',')],
      ...['-fps_mode', 'passthrough', '-frames:v', String(count), ...OUTPUTS[imageFormat], '-'],
    ],
    { maxBuffer: 1 << 28 },
  );
  return imageFormat === 'i420' ? splitRaw(stream) : splitImages(stream, SIGNATURES[imageFormat]);
}

/** Every source has 160x120 pixels. */
function splitRaw(stream: Buffer): Buffer[] {
  const frameBytes = (160 * 120 * 3) / 2;
  return Array.from({ length: stream.length / frameBytes }, (_, index) =>
    stream.subarray(index * frameBytes, (index + 1) * frameBytes),
  );
}

function splitImages(stream: Buffer, signature: Buffer): Buffer[] {
  const images: Buffer[] = [];
  for (let at = 0; at < stream.length; ) {
    const next = stream.indexOf(signature, at + signature.length);
    const end = next === -1 ? stream.length : next;
    images.push(stream.subarray(at, end));
    at = end;
  }
  return images;
}

/** Decodes a file to raw frames of a pixel format, one buffer. */
export function decodeVideo(path: string, pixelFormat: string, decoder?: string): Buffer {
  const input = decoder === undefined ? [] : ['-c:v', decoder];
  const scale = 'scale=in_color_matrix=bt709:flags=accurate_rnd+full_chroma_int';
  return execFileSync(
    'ffmpeg',
    [
      ...['-v', 'error', ...input, '-i', path, '-map', '0:v', '-vf', scale],
      ...['-fps_mode', 'passthrough', '-f', 'rawvideo', '-pix_fmt', pixelFormat, '-'],
    ],
    { maxBuffer: 1 << 28 },
  );
}

/** Peak signal-to-noise ratio of two buffers of bytes, in decibels; Infinity when they are equal. */
export function psnr(a: Buffer, b: Buffer): number {
  if (a.length !== b.length) throw new Error(`sizes differ: ${a.length} and ${b.length}`);
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += ((a[at] ?? 0) - (b[at] ?? 0)) ** 2;
  return sum === 0 ? Number.POSITIVE_INFINITY : 10 * Math.log10(255 ** 2 / (sum / a.length));
}

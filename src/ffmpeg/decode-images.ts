import { throwIfAborted } from '../errors/index.js';
import { ToolProcess } from './tool-process.js';

/** PNG images to decode. */
export interface DecodeImagesRequest {
  readonly ffmpegPath: string;
  /** All of one size. */
  readonly images: readonly Buffer[];
  readonly widthPx: number;
  readonly heightPx: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Decodes PNG images to pixels of four bytes (B, G, R, unused), row by row.
 * @throws CANCELLED, FFMPEG_FAILED
 */
export async function decodeImages(request: DecodeImagesRequest): Promise<Uint8Array[]> {
  const { ffmpegPath, images, widthPx, heightPx, signal } = request;
  throwIfAborted(signal);
  const input = ['-v', 'error', '-f', 'image2pipe', '-c:v', 'png', '-i', 'pipe:0'];
  const output = ['-fps_mode', 'passthrough', '-f', 'rawvideo', '-pix_fmt', 'bgr0', 'pipe:1'];
  const tool = new ToolProcess(ffmpegPath, [...input, ...output]);
  const parts: Buffer[] = [];
  tool.stdout.on('data', (part: Buffer) => parts.push(part));
  const stop = () => void tool.kill();
  signal?.addEventListener('abort', stop, { once: true });
  for (const image of images) tool.stdin.write(image);
  tool.stdin.end();
  const error = await tool.exited;
  signal?.removeEventListener('abort', stop);
  throwIfAborted(signal);
  if (error !== null) throw error;
  const pixels = Buffer.concat(parts);
  const frameBytes = widthPx * heightPx * 4;
  return images.map((_, index) => pixels.subarray(index * frameBytes, (index + 1) * frameBytes));
}

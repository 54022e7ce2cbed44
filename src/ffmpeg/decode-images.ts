import { throwIfAborted } from '../errors/index.js';
import { ToolProcess } from './tool-process.js';

/** Of PNG images, all of one size. */
export interface ImageDecoderOptions {
  readonly ffmpegPath: string;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly signal?: AbortSignal | undefined;
}

/** Decodes images while more are made. */
export interface ImageDecoder {
  add(image: Uint8Array): void;
  /**
   * Waits for all of them, in order: pixels of four bytes (B, G, R, unused), row by row.
   * @throws CANCELLED, FFMPEG_FAILED
   */
  finish(): Promise<Uint8Array[]>;
  /** Ends it, whatever it is doing. Never throws. */
  abort(): Promise<void>;
}

/** Starts a decoder of PNG images. */
export function startImageDecoder(options: ImageDecoderOptions): ImageDecoder {
  const { ffmpegPath, widthPx, heightPx, signal } = options;
  // One thread that looks at nothing in advance: an image is decoded when it comes, not when there are more of them.
  const atOnce = ['-threads', '1', '-probesize', '32', '-analyzeduration', '0'];
  const input = ['-v', 'error', ...atOnce, '-f', 'image2pipe', '-c:v', 'png', '-i', 'pipe:0'];
  const output = ['-fps_mode', 'passthrough', '-f', 'rawvideo', '-pix_fmt', 'bgr0', 'pipe:1'];
  const tool = new ToolProcess(ffmpegPath, [...input, ...output]);
  const parts: Buffer[] = [];
  let added = 0;
  let isOver = false;
  tool.stdout.on('data', (part: Buffer) => parts.push(part));
  const stop = () => void tool.kill();
  signal?.addEventListener('abort', stop, { once: true });
  return {
    add(image) {
      added += 1;
      tool.stdin.write(image);
    },
    async finish() {
      tool.stdin.end();
      const error = await tool.exited;
      isOver = true;
      signal?.removeEventListener('abort', stop);
      throwIfAborted(signal);
      if (error !== null) throw error;
      const pixels = Buffer.concat(parts);
      const frameBytes = widthPx * heightPx * 4;
      return Array.from({ length: added }, (_, index) =>
        pixels.subarray(index * frameBytes, (index + 1) * frameBytes),
      );
    },
    async abort() {
      signal?.removeEventListener('abort', stop);
      if (!isOver) await tool.kill();
    },
  };
}

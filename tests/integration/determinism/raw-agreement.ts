import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { startImageDecoder } from '#src/ffmpeg/index.js';
import { createI420Converter } from '#src/page/index.js';
import { measureLikeness } from '#src/plan/frame-likeness.js';

/** How a chunk that was captured raw, and encoded without loss, compares with the images of begin-frame. */
export interface RawAgreement {
  readonly frameCount: number;
  /** Frames that are less alike than 50 dB. */
  readonly worse: readonly { readonly frame: number; readonly frameDb: number }[];
}

/** @param imageFolder of a png-sequence chunk of the same frames. */
export async function compareWithImages(
  ffmpegPath: string,
  rawChunk: string,
  imageFolder: string,
  { widthPx, heightPx }: { readonly widthPx: number; readonly heightPx: number },
): Promise<RawAgreement> {
  const { stdout } = await execa(ffmpegPath, ['-v', 'error', '-i', rawChunk, '-f', 'rawvideo', '-'], {
    encoding: 'buffer',
    maxBuffer: Number.POSITIVE_INFINITY,
  });
  const names = (await readdir(imageFolder)).filter((name) => name.endsWith('.png')).sort();
  const images = await Promise.all(names.map((name) => readFile(join(imageFolder, name))));
  const decoder = startImageDecoder({ ffmpegPath, widthPx, heightPx });
  for (const image of images) decoder.add(image);
  const pixels = await decoder.finish();
  const convert = await createI420Converter(widthPx, heightPx);
  const frameBytes = (widthPx * heightPx * 3) / 2;
  const worse = pixels.flatMap((bgrx, frame) => {
    const captured = stdout.subarray(frame * frameBytes, (frame + 1) * frameBytes);
    const { frameDb } = measureLikeness(convert(bgrx), captured, widthPx, heightPx);
    return frameDb >= 50 ? [] : [{ frame, frameDb }];
  });
  return { frameCount: stdout.length / frameBytes, worse };
}

/** Digest of every decoded frame of some films, in order. */
export async function digestFilms(ffmpegPath: string, paths: readonly string[]): Promise<string[]> {
  const digests: string[] = [];
  for (const path of paths) {
    const { stdout } = await execa(ffmpegPath, ['-v', 'error', '-i', path, '-f', 'framemd5', '-']);
    digests.push(...[...stdout.matchAll(/^0,.*, ([0-9a-f]{32})$/gm)].map(([, digest = '']) => digest));
  }
  return digests;
}

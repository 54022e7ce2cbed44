import type { Fps, ImageFormat } from '../contract/index.js';

/** Codes under which ffmpeg finds the decoders of images, and for raw planes their layout. */
const CODES: Readonly<Record<ImageFormat, string>> = { i420: 'I420', jpeg: 'MJPG', png: 'MPNG' };
const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 12;

/** What a stream of images is, before its first image. */
export interface ImageStream {
  readonly imageFormat: ImageFormat;
  readonly fps: Fps;
  /** Of raw planes, at most 65535; images of other formats say their own size. */
  readonly widthPx: number;
  readonly heightPx: number;
}

/**
 * Beginning of a stream in the IVF container, whose clock ticks once a frame. IVF is the simplest container that ffmpeg
 * reads from a pipe and in which each image has a time of its own, so that an image that stays need not be sent again.
 * Source: libavformat/ivfdec.c. Pure.
 */
export function ivfHeader({ imageFormat, fps, widthPx, heightPx }: ImageStream): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.write('DKIF', 0, 'latin1');
  header.writeUInt16LE(HEADER_BYTES, 6);
  header.write(CODES[imageFormat], 8, 'latin1');
  header.writeUInt16LE(widthPx, 12);
  header.writeUInt16LE(heightPx, 14);
  header.writeUInt32LE(fps.num, 16);
  header.writeUInt32LE(fps.den, 20);
  return header;
}

/** What precedes an image. @param frame on which it appears first, counted from 0. Pure. */
export function ivfFrameHeader(frame: number, imageBytes: number): Buffer {
  const header = Buffer.alloc(FRAME_HEADER_BYTES);
  header.writeUInt32LE(imageBytes, 0);
  header.writeBigUInt64LE(BigInt(frame), 4);
  return header;
}

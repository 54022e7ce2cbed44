import { inflateSync } from 'node:zlib';

/** A decoded picture: three bytes per pixel, row by row. */
export interface Picture {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly rgb: Buffer;
}

export type Colour = readonly [red: number, green: number, blue: number];
export const RED: Colour = [255, 0, 0];
export const GREEN: Colour = [0, 255, 0];
export const BLUE: Colour = [0, 0, 255];
export const YELLOW: Colour = [255, 255, 0];

/** Where a colour is, in whole pixels; `right` and `bottom` lie one beyond. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** How far a channel may be off: edges are antialiased, the inside is not. */
const TOLERANCE = 24;

/** The box around all pixels of a colour, in some rows or in all; null when there is none. */
export function findColour(picture: Picture, colour: Colour, rows?: readonly [number, number]): Box | null {
  const [firstRow, endRow] = rows ?? [0, picture.heightPx];
  const xs: number[] = [];
  const ys: number[] = [];
  for (let y = firstRow; y < endRow; y++) {
    for (let x = 0; x < picture.widthPx; x++) {
      if (!isColour(pixelAt(picture, x, y), colour)) continue;
      xs.push(x);
      ys.push(y);
    }
  }
  if (xs.length === 0) return null;
  return {
    left: Math.min(...xs),
    top: Math.min(...ys),
    right: Math.max(...xs) + 1,
    bottom: Math.max(...ys) + 1,
  };
}

function pixelAt({ widthPx, rgb }: Picture, x: number, y: number): Colour {
  const at = (y * widthPx + x) * 3;
  return [rgb[at] ?? 0, rgb[at + 1] ?? 0, rgb[at + 2] ?? 0];
}

function isColour(pixel: Colour, colour: Colour): boolean {
  return pixel.every((value, channel) => Math.abs(value - (colour[channel] ?? 0)) <= TOLERANCE);
}

/** Decodes the kind of PNG that Chrome writes: 8 bits, RGB or RGBA, not interlaced (PNG 1.2, sections 4 and 6). */
export function readPng(png: Buffer): Picture {
  const [widthPx, heightPx] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const channels = png[25] === 6 ? 4 : 3;
  const data: Buffer[] = [];
  for (let at = 8; at < png.length; ) {
    const size = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') data.push(png.subarray(at + 8, at + 8 + size));
    at += size + 12;
  }
  const rows = unfilter(inflateSync(Buffer.concat(data)), widthPx * channels, heightPx, channels);
  const rgb = Buffer.alloc(widthPx * heightPx * 3);
  for (let pixel = 0; pixel < widthPx * heightPx; pixel++)
    rows.copy(rgb, pixel * 3, pixel * channels, pixel * channels + 3);
  return { widthPx, heightPx, rgb };
}

function unfilter(bytes: Buffer, rowBytes: number, rowCount: number, pixelBytes: number): Buffer {
  const rows = Buffer.alloc(rowBytes * rowCount);
  for (let row = 0; row < rowCount; row++) {
    const filter = bytes[row * (rowBytes + 1)] ?? 0;
    for (let column = 0; column < rowBytes; column++) {
      const at = row * rowBytes + column;
      const left = column < pixelBytes ? 0 : (rows[at - pixelBytes] ?? 0);
      const up = row === 0 ? 0 : (rows[at - rowBytes] ?? 0);
      const upLeft = row === 0 || column < pixelBytes ? 0 : (rows[at - rowBytes - pixelBytes] ?? 0);
      const raw = bytes[row * (rowBytes + 1) + 1 + column] ?? 0;
      rows[at] = raw + predict(filter, left, up, upLeft);
    }
  }
  return rows;
}

function predict(filter: number, left: number, up: number, upLeft: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  if (filter !== 4) return 0;
  const estimate = left + up - upLeft;
  const [a, b, c] = [left, up, upLeft].map((value) => Math.abs(estimate - value));
  if ((a ?? 0) <= (b ?? 0) && (a ?? 0) <= (c ?? 0)) return left;
  return (b ?? 0) <= (c ?? 0) ? up : upLeft;
}

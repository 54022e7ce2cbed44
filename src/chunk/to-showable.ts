import type { LockedRenderConfig } from '../contract/index.js';

/** Widest picture that is made of a raw frame to be looked at. */
const MAX_WIDTH_PX = 640;
const HEADER_BYTES = 54;

/** A captured frame as an image that any browser shows: JPEG and PNG as they are, raw frames as a small BMP. Pure. */
export function toShowable(
  image: Buffer,
  encoder: Pick<LockedRenderConfig, 'imageFormat' | 'outputWidthPx' | 'outputHeightPx'>,
): Buffer {
  const { imageFormat, outputWidthPx, outputHeightPx } = encoder;
  return imageFormat === 'i420' ? i420ToBmp(image, outputWidthPx, outputHeightPx) : image;
}

/** Every n-th pixel of limited-range bt709, as uncompressed RGB. */
function i420ToBmp(planes: Buffer, widthPx: number, heightPx: number): Buffer {
  const step = Math.ceil(widthPx / MAX_WIDTH_PX);
  const width = Math.floor(widthPx / step);
  const height = Math.floor(heightPx / step);
  const rowBytes = Math.ceil((width * 3) / 4) * 4;
  const bmp = Buffer.alloc(HEADER_BYTES + rowBytes * height);
  writeHeader(bmp, width, height);
  const planeU = widthPx * heightPx;
  const planeV = planeU + planeU / 4;
  for (let row = 0; row < height; row += 1) {
    // Rows go from the bottom up.
    let at = HEADER_BYTES + (height - 1 - row) * rowBytes;
    for (let column = 0; column < width; column += 1) {
      const x = column * step;
      const y = row * step;
      const chroma = (y >> 1) * (widthPx >> 1) + (x >> 1);
      const luma = 1.1644 * ((planes[y * widthPx + x] ?? 0) - 16);
      const u = (planes[planeU + chroma] ?? 0) - 128;
      const v = (planes[planeV + chroma] ?? 0) - 128;
      bmp[at] = toByte(luma + 2.1124 * u);
      bmp[at + 1] = toByte(luma - 0.2132 * u - 0.5329 * v);
      bmp[at + 2] = toByte(luma + 1.7927 * v);
      at += 3;
    }
  }
  return bmp;
}

/** BITMAPFILEHEADER and BITMAPINFOHEADER of 24 bits a pixel. */
function writeHeader(bmp: Buffer, width: number, height: number): void {
  bmp.write('BM', 'latin1');
  bmp.writeUInt32LE(bmp.length, 2);
  bmp.writeUInt32LE(HEADER_BYTES, 10);
  bmp.writeUInt32LE(40, 14);
  bmp.writeInt32LE(width, 18);
  bmp.writeInt32LE(height, 22);
  bmp.writeUInt16LE(1, 26);
  bmp.writeUInt16LE(24, 28);
}

function toByte(value: number): number {
  return Math.max(0, Math.min(255, Math.round(value)));
}

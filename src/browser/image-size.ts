/** Size of an encoded image in pixels. */
export interface ImageSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

const PNG_SIGNATURE = 0x89504e47;
/** JPEG markers that start a frame header (SOF0 to SOF15 without DHT, JPG and DAC; ITU T.81, table B.1). */
const isStartOfFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/** Reads the size from the header of a PNG or JPEG; null when it is neither, or cut off. */
export function readImageSize(image: Buffer): ImageSize | null {
  if (image.length >= 24 && image.readUInt32BE(0) === PNG_SIGNATURE) {
    return { widthPx: image.readUInt32BE(16), heightPx: image.readUInt32BE(20) };
  }
  if (image.length < 4 || image.readUInt16BE(0) !== 0xffd8) return null;
  let offset = 2;
  while (offset + 9 < image.length && image[offset] === 0xff) {
    const marker = image[offset + 1] ?? 0;
    if (isStartOfFrame(marker)) {
      return { heightPx: image.readUInt16BE(offset + 5), widthPx: image.readUInt16BE(offset + 7) };
    }
    offset += 2 + image.readUInt16BE(offset + 2);
  }
  return null;
}

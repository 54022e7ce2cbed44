/** How an image moves: how often it plays, 0 for ever; null for one that stands still. */
export interface ImageAnimation {
  readonly plays: number;
}

/** Reads from a GIF, PNG or WebP whether it has more than one picture. Nothing is decoded. */
export function readImageAnimation(file: Buffer): ImageAnimation | null {
  if (file.length < 16) return null;
  if (file.subarray(0, 3).toString('latin1') === 'GIF') return readGif(file);
  if (file.readUInt32BE(0) === 0x89504e47) return readPng(file);
  if (file.subarray(8, 12).toString('latin1') === 'WEBP') return readWebp(file);
  return null;
}

/** GIF 89a, blocks of sections 18 to 26; the NETSCAPE2.0 extension tells how often it plays. */
function readGif(file: Buffer): ImageAnimation | null {
  const colours = (packed: number) => ((packed & 0x80) === 0 ? 0 : 3 * 2 ** ((packed & 7) + 1));
  let at = 13 + colours(file[10] ?? 0);
  let pictures = 0;
  let plays = 1;
  const skipBlocks = () => {
    while (at < file.length && file[at] !== 0) at += 1 + (file[at] ?? 0);
    at += 1;
  };
  while (at < file.length && file[at] !== 0x3b) {
    if (file[at] === 0x2c) {
      pictures += 1;
      at += 10 + colours(file[at + 9] ?? 0) + 1;
    } else if (file[at] === 0x21) {
      const isNamed = file.subarray(at + 3, at + 14).toString('latin1') === 'NETSCAPE2.0';
      const isLoop = isNamed && file[at + 15] === 1 && at + 18 <= file.length;
      // Says how often it is repeated, not played.
      if (isLoop) plays = file.readUInt16LE(at + 16) === 0 ? 0 : file.readUInt16LE(at + 16) + 1;
      at += 2;
    } else return pictures > 1 ? { plays } : null;
    skipBlocks();
  }
  return pictures > 1 ? { plays } : null;
}

/** PNG with an `acTL` chunk before its first image data. */
function readPng(file: Buffer): ImageAnimation | null {
  for (let at = 8; at + 16 <= file.length; at += 12 + file.readUInt32BE(at)) {
    const type = file.subarray(at + 4, at + 8).toString('latin1');
    if (type === 'IDAT') return null;
    if (type === 'acTL') return file.readUInt32BE(at + 8) > 1 ? { plays: file.readUInt32BE(at + 12) } : null;
  }
  return null;
}

/** WebP with an `ANIM` chunk. */
function readWebp(file: Buffer): ImageAnimation | null {
  let plays: number | null = null;
  let pictures = 0;
  for (let at = 12; at + 8 <= file.length; ) {
    const type = file.subarray(at, at + 4).toString('latin1');
    const sizeBytes = file.readUInt32LE(at + 4);
    if (type === 'ANIM') plays = file.readUInt16LE(at + 12);
    if (type === 'ANMF') pictures += 1;
    at += 8 + sizeBytes + (sizeBytes & 1);
  }
  return plays !== null && pictures > 1 ? { plays } : null;
}

import { type FileHandle, open } from 'node:fs/promises';

/** What the sample table of a film says, and what is there of it. */
export interface Mp4Samples {
  readonly sampleCount: number;
  readonly firstIsKeyframe: boolean;
  /** Whether every sample lies inside the file. */
  readonly isWhole: boolean;
}

/** A table of a million frames takes 8 MB; what claims more is no chunk. */
const MAX_MOOV_BYTES = 64 * 1024 * 1024;

/**
 * Reads the sample table of an MP4 or QuickTime file with one track, as encoders of chunks write it: a question that takes
 * an ffprobe a tenth of a second to start for. ISO/IEC 14496-12, sections 8.6.2 (stss), 8.7.3 (stsz), 8.7.4 (stsc) and
 * 8.7.5 (stco, co64).
 * @returns null for a file that is built otherwise, of which ffprobe has to be asked.
 */
export async function readMp4Samples(path: string): Promise<Mp4Samples | null> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const moov = await findMoov(file, size);
    return moov === null ? null : readTrack(moov, size);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  } finally {
    await file.close();
  }
}

async function findMoov(file: FileHandle, fileBytes: number): Promise<Buffer | null> {
  for (let at = 0; at + 8 <= fileBytes; ) {
    const head = Buffer.alloc(16);
    await file.read(head, 0, 16, at);
    const { type, headBytes, boxBytes } = readHead(head, 0, fileBytes - at);
    if (boxBytes < headBytes) return null;
    if (type === 'moov') {
      const bytes = boxBytes - headBytes;
      if (bytes > MAX_MOOV_BYTES || at + boxBytes > fileBytes) return null;
      const moov = Buffer.alloc(bytes);
      await file.read(moov, 0, bytes, at + headBytes);
      return moov;
    }
    at += boxBytes;
  }
  return null;
}

/** @param restBytes what a box of size 0 reaches to. */
function readHead(head: Buffer, at: number, restBytes: number) {
  const size = head.readUInt32BE(at);
  const type = head.toString('latin1', at + 4, at + 8);
  if (size === 1) return { type, headBytes: 16, boxBytes: Number(head.readBigUInt64BE(at + 8)) };
  return { type, headBytes: 8, boxBytes: size === 0 ? restBytes : size };
}

/** The contents of the boxes of a type, in order. */
function childrenOf(box: Buffer, wanted: string): Buffer[] {
  const found: Buffer[] = [];
  for (let at = 0; at + 8 <= box.length; ) {
    const { type, headBytes, boxBytes } = readHead(box, at, box.length - at);
    if (boxBytes < headBytes || at + boxBytes > box.length) throw new RangeError(`a broken ${type} box`);
    if (type === wanted) found.push(box.subarray(at + headBytes, at + boxBytes));
    at += boxBytes;
  }
  return found;
}

function readTrack(moov: Buffer, fileBytes: number): Mp4Samples | null {
  const tracks = childrenOf(moov, 'trak');
  const inside = (boxes: readonly Buffer[], type: string) => boxes.flatMap((box) => childrenOf(box, type));
  // Several tracks, or samples in fragments: not what is read here.
  if (tracks.length !== 1 || childrenOf(moov, 'mvex').length > 0) return null;
  const [table] = inside(inside(inside(tracks, 'mdia'), 'minf'), 'stbl');
  if (table === undefined) return null;
  const [sizes] = childrenOf(table, 'stsz');
  const [groups] = childrenOf(table, 'stsc');
  const [offsets] = childrenOf(table, 'stco');
  const [longOffsets] = childrenOf(table, 'co64');
  const [keyframes] = childrenOf(table, 'stss');
  if (sizes === undefined || groups === undefined) return null;
  const readOffset = (index: number) =>
    offsets === undefined
      ? Number(longOffsets?.readBigUInt64BE(8 + index * 8))
      : offsets.readUInt32BE(8 + index * 4);
  const groupCount = (offsets ?? longOffsets)?.readUInt32BE(4) ?? 0;
  const sampleCount = sizes.readUInt32BE(8);
  return {
    sampleCount,
    // Without the box, every sample is one.
    firstIsKeyframe:
      sampleCount > 0 &&
      (keyframes === undefined || (keyframes.readUInt32BE(4) > 0 && keyframes.readUInt32BE(8) === 1)),
    isWhole: endOfSamples(sizes, groups, groupCount, readOffset) <= fileBytes,
  };
}

/** Where the last byte of all samples lies, counted from 1; infinite where the tables do not cover every sample. */
function endOfSamples(
  sizes: Buffer,
  groups: Buffer,
  groupCount: number,
  readOffset: (index: number) => number,
): number {
  const commonBytes = sizes.readUInt32BE(4);
  const sampleCount = sizes.readUInt32BE(8);
  const entries = groups.readUInt32BE(4);
  let sample = 0;
  let end = 0;
  for (let group = 0, entry = -1; group < groupCount; group++) {
    // An entry holds from its first group, counted from 1, to that of the next entry.
    while (entry + 1 < entries && groups.readUInt32BE(8 + (entry + 1) * 12) <= group + 1) entry += 1;
    const inGroup = entry < 0 ? 0 : groups.readUInt32BE(12 + entry * 12);
    let at = readOffset(group);
    for (const last = Math.min(sample + inGroup, sampleCount); sample < last; sample++)
      at += commonBytes === 0 ? sizes.readUInt32BE(12 + sample * 4) : commonBytes;
    end = Math.max(end, at);
  }
  return sample === sampleCount ? end : Number.POSITIVE_INFINITY;
}

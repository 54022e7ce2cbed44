import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';

/** Marks the place in Electron's program where its fuses are; Forge looks for it and refuses a program without it. */
const FUSE_SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const FUSE_VERSION = 1;
/** As many fuses as this version of Electron has; `0` is off. */
const FUSES = '0'.repeat(9);

/**
 * Writes what Forge takes for Electron's runtime: an archive with the files that packaging moves and rewrites.
 * @returns the archive's path.
 */
export async function writeStubRuntime(
  folder: string,
  version: string,
  platform: string,
  arch: string,
): Promise<string> {
  const program = Buffer.concat([
    Buffer.from('#!/bin/sh\n# '),
    Buffer.from(FUSE_SENTINEL),
    Buffer.from([FUSE_VERSION, FUSES.length]),
    Buffer.from(FUSES),
    Buffer.from('\n'),
  ]);
  const path = join(folder, `electron-v${version}-${platform}-${arch}.zip`);
  await writeFile(
    path,
    zipStored([
      { name: 'electron', data: program, mode: 0o755 },
      { name: 'version', data: Buffer.from(version), mode: 0o644 },
      { name: 'LICENSE', data: Buffer.from('test'), mode: 0o644 },
      { name: 'LICENSES.chromium.html', data: Buffer.from('test'), mode: 0o644 },
      { name: 'chrome-sandbox', data: Buffer.from('test'), mode: 0o755 },
      { name: 'resources/default_app.asar', data: Buffer.from('test'), mode: 0o644 },
    ]),
  );
  return path;
}

interface ZipEntry {
  readonly name: string;
  readonly data: Buffer;
  readonly mode: number;
}

/** A zip archive without compression. */
function zipStored(entries: readonly ZipEntry[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data, mode } of entries) {
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x21, 8);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(data.length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), data]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE((0o100000 + mode) * 0x10000, 6);
    tail.writeUInt32LE(offset, 10);
    const madeBy = Buffer.from([20, 3]);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02'), madeBy, common, tail, Buffer.from(name)]));
    files.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, central, end]);
}

import { FRAME_SLOTS } from './protocol.js';
import type { WorkerAnswer, WorkerFrame, WorkerStart } from './worker-protocol.js';

/** Converts frames to I420 and writes them into the origin's private file system, where Node reads them from disk. */

interface Converter {
  readonly memory: WebAssembly.Memory;
  readonly convert: (source: number, target: number, widthPx: number, heightPx: number) => void;
}

/** What this file needs of a dedicated worker's scope; TypeScript's "dom" and "webworker" exclude each other. */
const scope = self as unknown as {
  onmessage: ((event: MessageEvent<WorkerStart | WorkerFrame>) => void) | null;
  postMessage(answer: WorkerAnswer): void;
};

interface SyncAccessHandle {
  truncate(sizeBytes: number): void;
  write(bytes: Uint8Array, options: { at: number }): number;
}

interface Desk {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly converter: Converter;
  readonly file: SyncAccessHandle;
}

/** Above what the converter's module keeps for itself. */
const SOURCE_OFFSET = 1024;
const WASM_PAGE_BYTES = 65_536;

let desk: Desk | null = null;

scope.onmessage = ({ data }) => {
  const done = data.type === 'start' ? start(data) : write(data);
  done.then(
    (answer) => scope.postMessage(answer),
    (error: unknown) => scope.postMessage({ type: 'failed', message: String(error) }),
  );
};

async function start({ widthPx, heightPx, mark, converter }: WorkerStart): Promise<WorkerAnswer> {
  const file = await openFile(mark);
  file.truncate(FRAME_SLOTS * frameBytes(widthPx, heightPx));
  file.write(new TextEncoder().encode(mark), { at: 0 });
  desk = { widthPx, heightPx, converter: await loadConverter(converter, widthPx, heightPx), file };
  return { type: 'started' };
}

/** Files of pages that have gone are removed; one that is still open refuses, and stays. */
async function openFile(name: string): Promise<SyncAccessHandle> {
  const root = await navigator.storage.getDirectory();
  const entries = root as unknown as { keys(): AsyncIterable<string> };
  for await (const old of entries.keys()) await root.removeEntry(old).catch(() => undefined);
  const handle = await root.getFileHandle(name, { create: true });
  return (
    handle as unknown as { createSyncAccessHandle(): Promise<SyncAccessHandle> }
  ).createSyncAccessHandle();
}

async function loadConverter(base64: string, widthPx: number, heightPx: number): Promise<Converter> {
  const bytes = SOURCE_OFFSET + widthPx * heightPx * 4 + frameBytes(widthPx, heightPx);
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / WASM_PAGE_BYTES) });
  const code = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const { instance } = await WebAssembly.instantiate(code, { env: { memory } });
  return { memory, convert: instance.exports.convert as Converter['convert'] };
}

async function write({ frame, slot }: WorkerFrame): Promise<WorkerAnswer> {
  try {
    if (desk === null) throw new Error('The worker has not been started.');
    const { widthPx, heightPx, converter, file } = desk;
    const { memory, convert } = converter;
    if (frame.format !== 'BGRX' && frame.format !== 'BGRA')
      throw new Error(`The canvas gave ${frame.format}.`);
    const target = SOURCE_OFFSET + widthPx * heightPx * 4;
    await frame.copyTo(new Uint8Array(memory.buffer, SOURCE_OFFSET, widthPx * heightPx * 4), {
      layout: [{ offset: 0, stride: widthPx * 4 }],
    });
    convert(SOURCE_OFFSET, target, widthPx, heightPx);
    const sizeBytes = frameBytes(widthPx, heightPx);
    file.write(new Uint8Array(memory.buffer, target, sizeBytes), { at: slot * sizeBytes });
    return { type: 'written', slot };
  } finally {
    frame.close();
  }
}

function frameBytes(widthPx: number, heightPx: number): number {
  return (widthPx * heightPx * 3) / 2;
}

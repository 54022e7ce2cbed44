import type { PageVideo } from '../../protocol.js';
import { real } from '../real.js';

/** A request costs as much as 100 kB; more at a time only take memory. */
const MAX_PACK_FRAMES = 16;
const MAX_PACK_BYTES = 4 * 1024 * 1024;
/** What is kept of one element, counted from the frame that was used last. */
const KEPT_FRAMES = 3 * MAX_PACK_FRAMES;
const KEPT_BYTES = 3 * MAX_PACK_BYTES;
const LENGTH_BYTES = 4;

/** A frame in memory, or on its way there. */
interface Packed {
  readonly address: Promise<string | null>;
  sizeBytes: number;
}

/** The frames of one element that are to be had from memory. */
interface Frames {
  /** The one that was used last comes last. */
  readonly packed: Map<number, Packed>;
  /** How many the next request asks for, if it goes on where the last one has ended. */
  packFrames: number;
  /** Frame of the composition after the last one that was asked for. */
  end: number;
}

/**
 * Gets extracted frames from the file server, several with one request: that of a single image goes through four processes
 * and is told to node eight times, a fifth of what a frame of film costs. A page that jumps asks for one at a time.
 */
export class FramePacks {
  readonly #frames = new Map<string, Frames>();
  #isRefused = false;

  /** A page may forbid itself requests, or images from memory, by a policy of its own: it is not asked again. */
  refuse(): void {
    this.#isRefused = true;
  }

  /**
   * Address of the frame that an element shows at `frameIndex`; the ones that follow come along.
   * Null: it is not to be had in this way (there is no such file, or the page's own policy forbids it).
   */
  addressOf(video: PageVideo, frameIndex: number): Promise<string | null> {
    const frames = this.#framesOf(video);
    const frame = sourceFrame(video, frameIndex);
    this.touch(video, frame);
    if (!frames.packed.has(frame) && !this.#isRefused) this.#ask(video, frames, frameIndex);
    return frames.packed.get(frame)?.address ?? Promise.resolve(null);
  }

  /** A frame that is shown again must not be let go before others. */
  touch(video: PageVideo, frame: number): void {
    const { packed } = this.#framesOf(video);
    const known = packed.get(frame);
    if (known === undefined) return;
    packed.delete(frame);
    packed.set(frame, known);
  }

  #framesOf({ id }: PageVideo): Frames {
    const frames = this.#frames.get(id) ?? { packed: new Map(), packFrames: 1, end: -1 };
    this.#frames.set(id, frames);
    return frames;
  }

  #ask(video: PageVideo, frames: Frames, frameIndex: number): void {
    if (frameIndex !== frames.end) frames.packFrames = 1;
    const wanted: number[] = [];
    let at = frameIndex;
    for (; at < video.firstFrame + video.shown.length && wanted.length < frames.packFrames; at++) {
      const frame = sourceFrame(video, at);
      if (frame >= 0 && !frames.packed.has(frame) && !wanted.includes(frame)) wanted.push(frame);
    }
    frames.end = at;
    const pack = fetchPack(video, wanted);
    for (const [place, frame] of wanted.entries()) {
      const address = pack.then(
        ({ addresses }) => addresses[place] ?? null,
        () => null,
      );
      frames.packed.set(frame, { address, sizeBytes: 0 });
    }
    pack.then(
      ({ totalBytes }) => {
        for (const frame of wanted) {
          const known = frames.packed.get(frame);
          if (known !== undefined) known.sizeBytes = totalBytes / wanted.length;
        }
        letGo(frames.packed, wanted.length);
        const fitting = Math.floor((MAX_PACK_BYTES * wanted.length) / Math.max(1, totalBytes));
        frames.packFrames = Math.max(1, Math.min(2 * wanted.length, fitting, MAX_PACK_FRAMES));
      },
      () => this.refuse(),
    );
  }
}

/** The frame of the film that is shown at a frame of the composition; -1 for none. */
export function sourceFrame({ firstFrame, shown }: PageVideo, frameIndex: number): number {
  return shown[frameIndex - firstFrame] ?? -1;
}

/** Name of a frame's file. */
export function frameName({ frameFormat }: PageVideo, frame: number): string {
  return `${String(frame).padStart(6, '0')}.${frameFormat}`;
}

interface Pack {
  /** In the order asked for; null for a frame that is not there. */
  readonly addresses: readonly (string | null)[];
  readonly totalBytes: number;
}

/** See src/browser/file-packs.ts. */
async function fetchPack(video: PageVideo, wanted: readonly number[]): Promise<Pack> {
  const names = wanted.map((frame) => frameName(video, frame)).join(',');
  const response = await real.fetch(`${video.framesUrl}.pack/${names}`);
  if (!response.ok) throw new Error(`the file server answers ${response.status}`);
  const bytes = await response.arrayBuffer();
  const view = new DataView(bytes);
  const type = video.frameFormat === 'jpg' ? 'image/jpeg' : 'image/png';
  let at = 0;
  const addresses = wanted.map(() => {
    const start = at + LENGTH_BYTES;
    const end = start + view.getUint32(at, true);
    at = end;
    if (end === start) return null;
    return real.createObjectURL(new Blob([new Uint8Array(bytes, start, end - start)], { type }));
  });
  return { addresses, totalBytes: bytes.byteLength };
}

/** Lets the frames go that were not used for longest. @param newest how many have just come and were not used yet. */
function letGo(packed: Map<number, Packed>, newest: number): void {
  let keptBytes = [...packed.values()].reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  // Beside the newest, those that are shown now or loaded ahead.
  const atLeast = newest + 3;
  for (const [frame, { address, sizeBytes }] of packed) {
    if (packed.size <= atLeast || (packed.size <= KEPT_FRAMES && keptBytes <= KEPT_BYTES)) return;
    packed.delete(frame);
    keptBytes -= sizeBytes;
    void address.then((url) => url !== null && real.revokeObjectURL(url));
  }
}

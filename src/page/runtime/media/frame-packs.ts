import type { PageVideo } from '../../protocol.js';
import { real } from '../real.js';

/** A request costs as much as 100 kB; more at a time only take memory. */
const MAX_PACK_FRAMES = 16;
const MAX_PACK_BYTES = 4 * 1024 * 1024;
/** Frames of one element that are kept, counted from the one that was used last. */
const KEPT_FRAMES = 3 * MAX_PACK_FRAMES;
const LENGTH_BYTES = 4;

/** Addresses by which the frames of one element are to be had from memory. */
interface Frames {
  readonly addresses: Map<number, Promise<string | null>>;
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
    const known = frames.addresses.get(frame);
    if (known !== undefined) {
      // To the end of the order in which they are let go.
      frames.addresses.delete(frame);
      frames.addresses.set(frame, known);
      return known;
    }
    if (this.#isRefused) return Promise.resolve(null);
    this.#ask(video, frames, frameIndex);
    return frames.addresses.get(frame) ?? Promise.resolve(null);
  }

  #framesOf({ id }: PageVideo): Frames {
    const frames = this.#frames.get(id) ?? { addresses: new Map(), packFrames: 1, end: -1 };
    this.#frames.set(id, frames);
    return frames;
  }

  #ask(video: PageVideo, frames: Frames, frameIndex: number): void {
    if (frameIndex !== frames.end) frames.packFrames = 1;
    const wanted: number[] = [];
    let at = frameIndex;
    for (; at < video.firstFrame + video.shown.length && wanted.length < frames.packFrames; at++) {
      const frame = sourceFrame(video, at);
      if (frame >= 0 && !frames.addresses.has(frame) && !wanted.includes(frame)) wanted.push(frame);
    }
    frames.end = at;
    const pack = fetchPack(video, wanted);
    for (const [place, frame] of wanted.entries()) {
      frames.addresses.set(
        frame,
        pack.then(
          ({ addresses }) => addresses[place] ?? null,
          () => null,
        ),
      );
    }
    pack.then(
      ({ totalBytes }) => {
        const fitting = Math.floor((MAX_PACK_BYTES * wanted.length) / Math.max(1, totalBytes));
        frames.packFrames = Math.max(1, Math.min(2 * wanted.length, fitting, MAX_PACK_FRAMES));
      },
      () => this.refuse(),
    );
    letGo(frames.addresses);
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

/** Lets the frames go that were not used for longest. */
function letGo(addresses: Map<number, Promise<string | null>>): void {
  for (const [frame, address] of addresses) {
    if (addresses.size <= KEPT_FRAMES) return;
    addresses.delete(frame);
    void address.then((url) => url !== null && real.revokeObjectURL(url));
  }
}

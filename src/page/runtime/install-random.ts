import { replace } from './replace.js';
import { SeededRandom } from './seeded-random.js';

/** Streams of a seed: what `crypto` gives is not what `Math.random` gives. */
const MATH_STREAM = 0;
const CRYPTO_STREAM = 0x40000000;

/**
 * Seeds `Math.random` and `crypto`. There is one sequence for loading and for the stepped clock, which run the same
 * way in every chunk. What draws inside a seek (an `hf-seek` listener, `onUpdate`) is seeded by the frame instead: a
 * chunk that jumps to a frame must see the numbers of a run that visited all frames before.
 */
export class PageRandom {
  readonly #seed: number;
  readonly #stepping: readonly [SeededRandom, SeededRandom];
  #current: readonly [SeededRandom, SeededRandom];
  #hasSteppedDraws = false;

  constructor(seed: number) {
    this.#seed = seed;
    this.#stepping = [new SeededRandom(seed, MATH_STREAM), new SeededRandom(seed, CRYPTO_STREAM)];
    this.#current = this.#stepping;
  }

  /** The sequence of the stepped clock goes on. */
  useStepping(): void {
    this.#current = this.#stepping;
  }

  /** The sequence of one frame starts. */
  useFrame(frameIndex: number): void {
    const stream = frameIndex + 1;
    this.#current = [
      new SeededRandom(this.#seed, MATH_STREAM + stream),
      new SeededRandom(this.#seed, CRYPTO_STREAM + stream),
    ];
  }

  /** Whether numbers were drawn whose values depend on the draws before them. */
  get hasSteppedDraws(): boolean {
    return this.#hasSteppedDraws;
  }

  #generator(index: 0 | 1): SeededRandom {
    if (this.#current === this.#stepping) this.#hasSteppedDraws = true;
    return this.#current[index];
  }

  install(): void {
    replace(Math, { random: () => this.#generator(0).float() });
    const realValues = crypto.getRandomValues.bind(crypto);
    const fill = <T extends ArrayBufferView>(array: T): T => {
      // The browser checks the type and the size and throws what the page expects.
      realValues(array as unknown as Uint8Array<ArrayBuffer>);
      const generator = this.#generator(1);
      const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
      for (let index = 0; index < bytes.length; index += 1) bytes[index] = generator.uint32() & 255;
      return array;
    };
    replace(Crypto.prototype, { getRandomValues: fill, randomUUID: () => toUuid(fill(new Uint8Array(16))) });
  }
}

/** A version 4 UUID (RFC 9562) from 16 bytes. */
function toUuid(bytes: Uint8Array): string {
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

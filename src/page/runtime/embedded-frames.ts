import type { MediaSample, PageDescription, PageError, ReadinessReport, SeekReport } from '../protocol.js';

/** What a document in an iframe of the same origin offers to the document around it. */
export interface EmbeddedRuntime {
  readiness(): ReadinessReport;
  seek(frameIndex: number): Promise<SeekReport>;
  hasMedia(): boolean;
  describe(): PageDescription;
  readonly [EMBEDDED_MEDIA]: EmbeddedMedia;
}

/** What only the document around it asks for. */
interface EmbeddedMedia {
  note(frameIndex: number): void;
  hasVideos(): boolean;
  takeSamples(): MediaSample[];
}

/**
 * Where a document takes in the runtimes of its iframes, on the `__framelane` object. A registered symbol: each
 * document has a realm of its own.
 */
export const EMBED: unique symbol = Symbol.for('framelane.embed') as never;

/** Where a document offers what it knows of its media; a registered symbol, too. */
export const EMBEDDED_MEDIA: unique symbol = Symbol.for('framelane.embedded-media') as never;

/** Documents in iframes of the same origin. They have clocks of their own, which follow this document's seeks. */
export class EmbeddedFrames {
  readonly #runtimes = new Map<Element, EmbeddedRuntime>();
  #errors: PageError[] = [];

  /** A document that is loaded in place of another replaces it. */
  add(frameElement: Element, runtime: EmbeddedRuntime): void {
    this.#runtimes.set(frameElement, runtime);
  }

  readiness(): ReadinessReport[] {
    return this.#connected().map((runtime) => runtime.readiness());
  }

  async seek(frameIndex: number): Promise<void> {
    for (const runtime of this.#connected()) {
      const report = await runtime.seek(frameIndex);
      this.#errors.push(...report.errors);
    }
  }

  describe(): PageDescription[] {
    return this.#connected().map((runtime) => runtime.describe());
  }

  get hasMedia(): boolean {
    return this.#connected().some((runtime) => runtime.hasMedia());
  }

  get hasVideos(): boolean {
    return this.#connected().some((runtime) => runtime[EMBEDDED_MEDIA].hasVideos());
  }

  noteMedia(frameIndex: number): void {
    for (const runtime of this.#connected()) runtime[EMBEDDED_MEDIA].note(frameIndex);
  }

  takeMediaSamples(): MediaSample[] {
    return this.#connected().flatMap((runtime) => runtime[EMBEDDED_MEDIA].takeSamples());
  }

  drainErrors(): PageError[] {
    const errors = this.#errors;
    this.#errors = [];
    return errors;
  }

  #connected(): EmbeddedRuntime[] {
    for (const element of this.#runtimes.keys()) if (!element.isConnected) this.#runtimes.delete(element);
    return [...this.#runtimes.values()];
  }
}

/**
 * The iframe that holds this document and the function of the document around it that takes it in; null in the top
 * document and under another origin.
 */
export function findEmbedder(): { frameElement: Element; embed: EmbeddedFrames['add'] } | null {
  try {
    const { frameElement, parent } = window;
    const host = (parent as { __framelane?: { [EMBED]?: EmbeddedFrames['add'] } }).__framelane;
    const embed = host?.[EMBED];
    return frameElement === null || embed === undefined ? null : { frameElement, embed };
  } catch {
    return null;
  }
}

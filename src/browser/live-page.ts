import { RenderError } from '../errors/index.js';
import {
  BACKWARD_SEEK_ERROR_NAME,
  type FramelanePageApi,
  type MediaReport,
  type PageDescription,
  type PageError,
  type ReadinessReport,
  type SeekReport,
} from '../page/index.js';
import type { FrameSource } from './frame-source.js';
import type { PageChannel } from './page-channel.js';
import type { RequestGuard } from './request-guard.js';
import type { CapturedFrame, CompositionPage, PageWatch } from './types.js';

/** Between two questions whether the page is ready, milliseconds: quick at first, calm later. */
const POLL_FIRST_MS = 4;
const POLL_LAST_MS = 100;

/** What a composition in a page needs of the page. */
interface Footing extends Pick<CompositionPage, 'again' | 'watch' | 'close'> {
  readonly channel: PageChannel;
  readonly frames: FrameSource;
  readonly guard: RequestGuard;
  /** Cut from messages: its token and port are new each time, and the token is a secret. */
  readonly baseUrl: string;
}

/** A composition in a page: readiness, seeking and capturing, with the page's errors turned into ours. */
export class LivePage implements CompositionPage {
  #frameIndex = 0;
  #damageUntrusted = true;
  #isPrimed = false;
  #isSeeking = false;
  /** Frames that the page asked for during a seek, one after the other. */
  #drawing: Promise<unknown> = Promise.resolve();

  constructor(private readonly footing: Footing) {}

  async waitUntilReady(timeoutMs: number): Promise<void> {
    const deadline = performance.now() + timeoutMs;
    let pauseMs = POLL_FIRST_MS;
    let isDrawn = false;
    for (;;) {
      const report = await this.#readiness();
      this.#throwFirst([...this.footing.guard.drain(), ...(report?.errors ?? [])], null);
      if (report?.ready === true && isDrawn) return;
      if (performance.now() > deadline) throw notReady(report, timeoutMs);
      // A frame asked for while the document is still being replaced hangs the compositor about once in a hundred loads.
      if (isLoaded(report)) {
        await this.footing.frames.pump();
        if (!isDrawn) {
          // Drawing starts the loads of fonts and background images: ask again before believing that all is there.
          isDrawn = true;
          continue;
        }
      }
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      pauseMs = Math.min(pauseMs * 1.5, POLL_LAST_MS);
    }
  }

  describe(): Promise<PageDescription> {
    return this.#ask('describe', [], 'reading the composition');
  }

  hasMedia(): Promise<boolean> {
    return this.#ask('hasMedia', [], 'looking for media');
  }

  async watchMedia(start: number, end: number): Promise<MediaReport> {
    const doing = `watching media from frame ${start} to ${end - 1}`;
    const report = await this.#ask('watchMedia', [start, end], doing, start);
    this.#throwFirst(
      [...this.footing.guard.drain(), ...report.errors],
      report.errors[0]?.frameIndex ?? start,
    );
    return report;
  }

  async seek(frameIndex: number): Promise<SeekReport> {
    this.#isSeeking = true;
    this.#damageUntrusted = false;
    const report = await this.#ask(
      'seek',
      [frameIndex],
      `seeking to frame ${frameIndex}`,
      frameIndex,
    ).finally(() => {
      this.#isSeeking = false;
    });
    await this.#drawing;
    this.#frameIndex = frameIndex;
    this.#throwFirst([...this.footing.guard.drain(), ...report.errors], frameIndex);
    return report;
  }

  /** Draws a frame because the page, in the middle of a seek, needs the browser to have done so. */
  drawForSeek(): void {
    if (!this.#isSeeking) return;
    // Its damage is not seen by the capture that follows.
    this.#damageUntrusted = true;
    this.#drawing = this.#drawing.then(() => this.footing.frames.pump()).catch(() => undefined);
  }

  async capture(): Promise<CapturedFrame> {
    // The first frame that a fresh page draws is suspect: it is drawn once for nothing.
    if (!this.#isPrimed) await this.footing.frames.pump();
    this.#isPrimed = true;
    return this.footing.frames.capture(this.#frameIndex, !this.#damageUntrusted);
  }

  release(image: Buffer): void {
    this.footing.frames.release?.(image);
  }

  again(): Promise<CompositionPage | null> {
    return this.footing.again();
  }

  watch(watch: PageWatch): void {
    this.footing.watch(watch);
  }

  close(): Promise<void> {
    return this.footing.close();
  }

  /** Null while the document is being replaced and has no runtime yet. */
  async #readiness(): Promise<ReadinessReport | null> {
    const { result, exceptionDetails } = await this.footing.channel.call(
      'Runtime.evaluate',
      { expression: 'window.__framelane?.readiness() ?? null', returnByValue: true },
      'waiting for the composition',
    );
    if (exceptionDetails !== undefined) return null;
    return result.value as ReadinessReport | null;
  }

  async #ask<M extends 'describe' | 'seek' | 'hasMedia' | 'watchMedia'>(
    method: M,
    args: readonly number[],
    doing: string,
    frameIndex?: number,
  ): Promise<Awaited<ReturnType<FramelanePageApi[M]>>> {
    const { result, exceptionDetails } = await this.footing.channel.call(
      'Runtime.evaluate',
      {
        expression: `window.__framelane.${method}(${args.join(',')})`,
        awaitPromise: true,
        returnByValue: true,
      },
      doing,
      frameIndex === undefined ? {} : { frameIndex },
    );
    if (exceptionDetails === undefined) return result.value as Awaited<ReturnType<FramelanePageApi[M]>>;
    const text = exceptionDetails.exception?.description ?? exceptionDetails.text;
    const backwardSeek = text.startsWith(BACKWARD_SEEK_ERROR_NAME);
    throw new RenderError(
      'COMPOSITION_ERROR',
      `The composition failed while ${doing}: ${text.split('\n')[0]}`,
      {
        ...(frameIndex === undefined ? {} : { frameIndex }),
        stackInPage: text.slice(0, 4000),
        ...(backwardSeek ? { backwardSeek } : {}),
      },
    );
  }

  #throwFirst(reported: readonly PageError[], frameIndex: number | null): void {
    const errors = reported.map(({ kind, message, where }) => ({
      kind,
      message: message.replaceAll(this.footing.baseUrl, ''),
      where: where.replaceAll(this.footing.baseUrl, ''),
    }));
    const [first] = errors;
    if (first === undefined) return;
    const at = frameIndex === null ? {} : { frameIndex };
    const where = first.where === '' ? '' : ` (${first.where})`;
    if (first.kind === 'refusal') {
      const fix = reported[0]?.fix ?? '';
      throw new RenderError('COMPOSITION_INVALID', `${first.message} ${fix}`, { ...at, errors, fix });
    }
    if (first.kind === 'resource') {
      const message = first.where === '' ? first.message : `${first.where} ${first.message}.`;
      throw new RenderError('ASSET_MISSING', message, {
        ...at,
        url: first.where,
        errors,
        fix: 'Put the file into the project folder and refer to it by a relative path.',
      });
    }
    const when = frameIndex === null ? 'while it loaded' : `at frame ${frameIndex}`;
    throw new RenderError(
      'COMPOSITION_ERROR',
      `A script of the composition failed ${when}: ${first.message}${where}`,
      { ...at, errors },
    );
  }
}

/** Whether the document itself has arrived, with everything that its load event waits for. */
function isLoaded(report: ReadinessReport | null): boolean {
  return report !== null && !report.blockers.some(({ kind }) => kind === 'document');
}

function notReady(report: ReadinessReport | null, timeoutMs: number): RenderError {
  const blockers = report?.blockers ?? [{ kind: 'document', what: 'the document itself' }];
  const names = blockers.map(({ kind, what }) => `${kind}: ${what}`);
  const fix = 'Make these load or finish, or allow more time with --timeout.';
  return new RenderError(
    'COMPOSITION_NOT_READY',
    `The composition was not ready after ${timeoutMs / 1000} s. It waits for ${names.join('; ')}. ${fix}`,
    { blockers, timeoutMs, fix },
  );
}

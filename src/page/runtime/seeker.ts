import { type Fps, frameCountForDuration, frameTimeMs, frameTimeSec } from '../../contract/frame-time.js';
import { BACKWARD_SEEK_ERROR_NAME } from '../protocol.js';
import type { SeekAdapter, SeekContext } from './adapters/adapter.js';
import { hfSeek } from './adapters/hf-seek.js';
import type { WebAnimations } from './adapters/web-animations.js';
import type { Clips } from './clips.js';
import type { EmbeddedFrames } from './embedded-frames.js';
import type { PageRandom } from './install-random.js';
import type { PageErrors } from './page-errors.js';
import { realDelay, turn } from './real.js';
import type { ViewTransitions } from './view-transitions.js';
import { callAndReport, type VirtualClock } from './virtual-clock.js';
import type { OffscreenCanvases } from './workers/offscreen-canvases.js';
import type { Workers } from './workers/workers.js';

/** How long a seek waits for real work (decoding, requests) before it lets held timers run, real milliseconds. */
const PATIENCE_MS = 100;

export interface SeekerParts {
  readonly fps: Fps;
  readonly clock: VirtualClock;
  readonly random: PageRandom;
  readonly errors: PageErrors;
  readonly clips: Clips;
  readonly adapters: readonly SeekAdapter[];
  readonly webAnimations: WebAnimations;
  readonly viewTransitions: ViewTransitions;
  readonly embedded: EmbeddedFrames;
  readonly workers: Workers;
  readonly canvases: OffscreenCanvases;
}

/**
 * Brings the page to frames. What a frame shows must not depend on the frames that were asked for before it, because
 * each chunk starts elsewhere. Hence:
 * - the first seek always goes through frame 0, so that everything begins in the same state;
 * - a frame at which callbacks of the page wait is never skipped, and it is shown in full (all adapters): the callbacks
 *   of the next frame may look at it. So is the frame before a timer;
 * - adapters name times that a jump must stop at (starts of GSAP tweens);
 * - nothing waits: one jump.
 */
export class Seeker {
  readonly #parts: SeekerParts;
  /** True while only the state of the page is wanted, not its picture: `hf-seek` is not sent. */
  drawsNothing = false;
  #current = -1;
  /** Last frame at which code of the page ran or was left waiting; going back before it would need to undo it. */
  #lastActivity = 0;
  #previous: Promise<unknown> = Promise.resolve();

  constructor(parts: SeekerParts) {
    this.#parts = parts;
  }

  /** Seeks one after the other. Resolves to the number of frames that were visited. */
  seek(frameIndex: number): Promise<number> {
    const result = this.#previous.then(() => this.#seek(frameIndex));
    this.#previous = result.catch(() => undefined);
    return result;
  }

  async #seek(frameIndex: number): Promise<number> {
    if (!Number.isSafeInteger(frameIndex) || frameIndex < 0) {
      throw new RangeError(`seek: expected a frame index from 0 (got ${frameIndex})`);
    }
    let visited = 0;
    if (this.#current < 0) {
      this.#parts.clock.endHold();
      this.#parts.webAnimations.sweep();
      await this.#visit(0);
      visited += 1;
      if (frameIndex === 0) return visited;
    }
    if (frameIndex <= this.#current) {
      await this.#goBack(frameIndex);
      await this.#show(frameIndex, 'full');
      return visited;
    }
    while (this.#current < frameIndex) {
      const callbacks = this.#nextCallbackFrame();
      const stop = this.#nextStopFrame();
      const next = Math.min(frameIndex, callbacks, stop);
      if (next === callbacks && next - 1 > this.#current) await this.#visit(next - 1);
      else await this.#visit(next, next === frameIndex || next === callbacks ? 'full' : 'passing');
      visited += 1;
    }
    return visited;
  }

  async #goBack(frameIndex: number): Promise<void> {
    if (this.#lastActivity > frameIndex) {
      const error = new Error(
        `Frame ${frameIndex} lies before frame ${this.#lastActivity}, at which scripts of the page ran. Open the page again.`,
      );
      error.name = BACKWARD_SEEK_ERROR_NAME;
      throw error;
    }
    const timeMs = frameTimeMs(frameIndex, this.#parts.fps);
    this.#parts.clock.rewindTo(timeMs);
    await this.#parts.workers.step(timeMs);
  }

  #nextCallbackFrame(): number {
    const { clock, workers, fps } = this.#parts;
    if (clock.hasFrameCallbacks || workers.hasFrameCallbacks) return this.#current + 1;
    const dueMs = Math.min(
      clock.nextDueMs ?? Number.POSITIVE_INFINITY,
      workers.nextDueMs ?? Number.POSITIVE_INFINITY,
    );
    if (dueMs === Number.POSITIVE_INFINITY) return dueMs;
    return Math.max(this.#current + 1, frameCountForDuration(dueMs / 1000, fps));
  }

  #nextStopFrame(): number {
    const { adapters, fps } = this.#parts;
    let next = Number.POSITIVE_INFINITY;
    for (const adapter of adapters) {
      const stopSec = adapter.nextStopSec?.(frameTimeSec(this.#current, fps)) ?? null;
      if (stopSec !== null) next = Math.min(next, frameCountForDuration(stopSec, fps));
    }
    return Math.max(this.#current + 1, next);
  }

  async #visit(frameIndex: number, how: 'full' | 'passing' = 'full'): Promise<void> {
    const { clock, random, fps, errors } = this.#parts;
    errors.frameIndex = frameIndex;
    random.useStepping();
    const timeMs = frameTimeMs(frameIndex, fps);
    const ran = (await clock.runTo(timeMs)) + (await this.#parts.workers.step(timeMs));
    if (ran > 0) {
      this.#lastActivity = frameIndex;
      await this.#parts.viewTransitions.settle();
    }
    await this.#show(frameIndex, how);
  }

  async #show(frameIndex: number, how: 'full' | 'passing'): Promise<void> {
    const { clock, random, fps, adapters, webAnimations, viewTransitions, clips, embedded, errors } =
      this.#parts;
    const { workers, canvases } = this.#parts;
    const timeSec = frameTimeSec(frameIndex, fps);
    const waits: PromiseLike<unknown>[] = [];
    const context: SeekContext = {
      frameIndex,
      timeSec,
      fps,
      clipStartSec: (element) => clips.startSecOf(element),
      waitUntil: (promise) => waits.push(promise),
    };
    this.#current = frameIndex;
    errors.frameIndex = frameIndex;
    random.useFrame(frameIndex);
    clock.beginHold();
    for (const adapter of adapters) {
      if (how === 'passing' && !adapter.whenPassing) continue;
      if (this.drawsNothing && adapter === hfSeek) continue;
      let result: unknown;
      callAndReport(() => {
        result = adapter.seek(timeSec, context);
      });
      if (!(result instanceof Promise)) continue;
      if (adapter.waitsForFiles === true) await result;
      else await this.#settle([result], adapter.name, frameIndex);
    }
    if (waits.length > 0) await this.#settle(waits, 'hf-seek', frameIndex);
    if (how === 'full') {
      // Handlers without `waitUntil`: their microtasks, timers without delay and one animation frame still count.
      await turn();
      await clock.runHeldOnce();
      await embedded.seek(frameIndex);
      if (!workers.isEmpty) {
        if ((await workers.settle()) > 0 && frameIndex > 0) this.#lastActivity = frameIndex;
        // What the page does with the answers.
        await turn();
        await clock.runHeldOnce();
      }
      await canvases.showOwn();
    }
    await viewTransitions.settle();
    webAnimations.sweep();
    if (clock.endHold() > 0 && frameIndex > 0) this.#lastActivity = frameIndex;
  }

  /** Waits for promises of the page, letting it run on while its clock is held. */
  async #settle(promises: readonly PromiseLike<unknown>[], what: string, frameIndex: number): Promise<void> {
    const { clock, fps, errors } = this.#parts;
    let settled = false;
    const all = Promise.allSettled(promises).then((results) => {
      settled = true;
      for (const result of results) {
        if (result.status === 'rejected') {
          errors.addRejection(result.reason, `${what} of frame ${frameIndex} was rejected`);
        }
      }
    });
    await turn();
    while (!settled) {
      if (!clock.hasHeldFrameCallbacks) await Promise.race([all, realDelay(PATIENCE_MS)]);
      if (!settled) {
        await clock.stepHeld(frameTimeMs(1, fps));
        await this.#parts.workers.stepHeld();
      }
      await turn();
    }
  }
}

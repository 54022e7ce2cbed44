import type { MediaSourceJson } from '../../../contract/plan-files.js';
import { replace } from '../replace.js';
import { callAndReport, type VirtualClock } from '../virtual-clock.js';

/** `requestVideoFrameCallback`: what players of WebGL textures wait for. Called with every frame of the composition. */
export class VideoCallbacks {
  readonly #waiting = new WeakMap<HTMLVideoElement, Map<number, VideoFrameRequestCallback>>();
  readonly #clock: VirtualClock;
  #lastId = 0;
  #presented = 0;

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  install(): void {
    const request = (element: HTMLVideoElement, callback: VideoFrameRequestCallback) => {
      const waiting = this.#waiting.get(element) ?? new Map<number, VideoFrameRequestCallback>();
      this.#waiting.set(element, waiting);
      this.#lastId += 1;
      waiting.set(this.#lastId, callback);
      return this.#lastId;
    };
    const cancel = (element: HTMLVideoElement, id: number) => this.#waiting.get(element)?.delete(id);
    replace(HTMLVideoElement.prototype, {
      requestVideoFrameCallback(this: HTMLVideoElement, callback: VideoFrameRequestCallback): number {
        return request(this, callback);
      },
      cancelVideoFrameCallback(this: HTMLVideoElement, id: number): void {
        cancel(this, id);
      },
    });
  }

  call(element: HTMLVideoElement, mediaTime: number, { widthPx, heightPx }: MediaSourceJson): void {
    const waiting = this.#waiting.get(element);
    if (waiting === undefined || waiting.size === 0) return;
    this.#waiting.delete(element);
    this.#presented += 1;
    const now = this.#clock.nowMs;
    const metadata: VideoFrameCallbackMetadata = {
      presentationTime: now,
      expectedDisplayTime: now,
      width: widthPx,
      height: heightPx,
      mediaTime,
      presentedFrames: this.#presented,
      processingDuration: 0,
    };
    for (const callback of waiting.values()) callAndReport(() => callback(now, metadata));
  }
}

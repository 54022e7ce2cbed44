import { type Fps, frameTimeSec } from '../../../contract/frame-time.js';
import type { MediaSample, PageMedia } from '../../protocol.js';
import type { Clips } from '../clips.js';
import type { DomChanges } from '../dom-changes.js';
import type { PageErrors } from '../page-errors.js';
import type { ShadowRoots } from '../shadow-roots.js';
import type { VirtualClock } from '../virtual-clock.js';
import { installCanvasReads } from './canvas-reads.js';
import { FrameImages } from './frame-images.js';
import { installMedia } from './install-media.js';
import { MediaElements } from './media-elements.js';
import { NaturalSizes } from './natural-size.js';
import { VideoCallbacks } from './video-callbacks.js';
import { VideoFrames } from './video-frames.js';
import { VolumeAttributes } from './volume-attribute.js';
import { MediaWatch } from './watch-media.js';

export interface MediaRuntimeParts {
  readonly fps: Fps;
  readonly clips: Clips;
  readonly changes: DomChanges;
  readonly shadowRoots: ShadowRoots;
  readonly clock: VirtualClock;
  readonly errors: PageErrors;
  /** Whether frames are captured raw. */
  readonly isStaged: boolean;
}

/** Everything about media in one document. */
export class MediaRuntime {
  /** Puts frames in place at each seek. */
  readonly frames: VideoFrames;
  readonly #fps: Fps;
  readonly #elements: MediaElements;
  readonly #sizes: NaturalSizes;
  readonly #volumes: VolumeAttributes;
  readonly #watch: MediaWatch;
  readonly #callbacks: VideoCallbacks;
  readonly #clock: VirtualClock;

  constructor(media: PageMedia, parts: MediaRuntimeParts) {
    const { fps, clips, changes, shadowRoots, clock, errors, isStaged } = parts;
    this.#fps = fps;
    this.#clock = clock;
    this.#elements = new MediaElements(media, clips, changes, shadowRoots);
    this.#sizes = new NaturalSizes(this.#elements);
    this.#volumes = new VolumeAttributes(this.#elements);
    this.#watch = new MediaWatch(this.#elements);
    this.#callbacks = new VideoCallbacks(clock);
    const images = new FrameImages(isStaged ? 'load' : 'decode');
    this.frames = new VideoFrames(this.#elements, this.#sizes, this.#callbacks, errors, images, media.videos);
  }

  /** Takes the media elements over, before the page's scripts run. */
  install(): void {
    installMedia(this.#elements, this.#clock);
    installCanvasReads(this.#elements, this.frames);
    this.#callbacks.install();
  }

  /** What the page has now gets the size and volume that its files and attributes say. */
  prepare(): void {
    for (const state of this.#elements.current()) this.#sizes.apply(state);
    this.#volumes.apply();
  }

  isAnimatedImage(url: string): boolean {
    return this.#elements.isAnimatedImage(url);
  }

  get hasMedia(): boolean {
    return this.#elements.current().some((state) => this.#elements.urlOf(state) !== '');
  }

  get hasVideos(): boolean {
    return this.#elements.current().some(({ element }) => element instanceof HTMLVideoElement);
  }

  /**
   * Whether a `<video>` shows something else than extracted frames: a stream, or what the browser makes of a film that has
   * none. Before films are extracted, those with a file count as extracted.
   */
  playsItself(video: HTMLVideoElement): boolean {
    const state = this.#elements.current().find(({ element }) => element === video);
    if (state === undefined || video.srcObject !== null) return true;
    if (this.#elements.urlOf(state) === '' || this.frames.areFor(state)) return false;
    return video.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  }

  /** After a seek while the composition is planned. */
  note(frameIndex: number): void {
    this.#volumes.apply();
    this.#watch.note(frameIndex, frameTimeSec(frameIndex, this.#fps));
  }

  takeSamples(): MediaSample[] {
    return this.#watch.take();
  }
}

import type { CaptureMode, ImageFormat, Logger, WebglInfo } from '../contract/index.js';
import type { MediaReport, PageDescription, PageRuntimeConfig, SeekReport } from '../page/protocol.js';

/** How to start a browser. */
export interface LaunchOptions {
  readonly browserPath: string;
  /** Size of the window and of its raster tiles, in CSS pixels. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** `software` refuses hardware GL with BROWSER_GPU_NOT_SOFTWARE. */
  readonly gl: 'software' | 'any';
  /** Where the profile folder is made; default: the system's temporary folder. */
  readonly workDir?: string;
  /** Where running processes are written down for the reaper; absent: they are not. */
  readonly cacheDir?: string;
  readonly signal?: AbortSignal;
  readonly logger?: Logger;
  /** Told as soon as the process exists, so that whoever watches can kill it. */
  readonly onSpawn?: (pid: number) => void;
}

/** A running browser, owned by one worker and kept warm between chunks. */
export interface BrowserSession {
  readonly pid: number;
  /** `HeadlessChrome/156.0.8078.79`. */
  readonly version: string;
  /** The command line that started it, ready to paste. */
  readonly command: string;
  readonly webgl: WebglInfo;
  /** Whether the browser runs inside Chrome's sandbox. */
  readonly sandbox: boolean;
  /** Whether frames can be issued with HeadlessExperimental.beginFrame. */
  readonly supportsBeginFrame: boolean;
  /** False once the process has gone or the connection has dropped. */
  readonly alive: boolean;
  openPage(options: OpenPageOptions): Promise<CompositionPage>;
  /** Memory of the browser and its children now, in bytes; 0 where the system does not tell. */
  rssBytes(): Promise<number>;
  /** Closes politely, kills after two seconds, removes the profile. Never throws. */
  close(): Promise<void>;
}

/** Who uses a page now. */
export interface PageWatch {
  readonly signal?: AbortSignal;
  /** What the page writes to its console and what it is refused; at most about a hundred. */
  readonly onNotice?: (notice: PageNotice) => void;
}

export interface OpenPageOptions extends PageWatch {
  /** Of the entry document, on the loopback file server. */
  readonly url: string;
  /** Viewport, CSS pixels. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** Delivered pixels per CSS pixel, horizontally; images come out as `widthPx * scale`. Default 1. */
  readonly deviceScaleFactor?: number;
  readonly captureMode: CaptureMode;
  /** `i420` belongs to capture mode raw, and only to it: planes of bt709 in limited range. */
  readonly imageFormat: ImageFormat;
  /** 1 to 100, for jpeg. */
  readonly jpegQuality: number;
  /** Transparent background instead of white. */
  readonly transparent: boolean;
  readonly timezone: string;
  readonly locale: string;
  readonly runtime: PageRuntimeConfig;
  /** For each answer of the browser; CAPTURE_TIMEOUT when it takes longer without progress. Default 30 s. */
  readonly inactivityTimeoutMs?: number;
  readonly logger?: Logger;
}

/** Something that a page said or was refused, which is no error. The text is the page's: show it as plain text only. */
export interface PageNotice {
  readonly kind: 'console' | 'refusal';
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly message: string;
}

/** A frame as it came out of the browser, in the page's image format. */
export interface CapturedFrame {
  readonly image: Buffer;
  /** False: nothing changed since the last capture, `image` is the same buffer as before. */
  readonly damaged: boolean;
}

/** The composition in a page, ready to be brought to any frame. One at a time per session. */
export interface CompositionPage {
  /**
   * Waits until fonts, images, timelines and `__renderReady` are there.
   * @throws COMPOSITION_NOT_READY naming the blockers, COMPOSITION_ERROR for a script that threw, ASSET_MISSING for a 404.
   */
  waitUntilReady(timeoutMs: number): Promise<void>;
  describe(): Promise<PageDescription>;
  /** Whether an element's picture or sound comes from a media file. */
  hasMedia(): Promise<boolean>;
  /** Brings the page to frames without capturing, and tells what its media elements do there. `end` is excluded. */
  watchMedia(start: number, end: number): Promise<MediaReport>;
  /**
   * Brings the page to a frame.
   * @throws CAPTURE_TIMEOUT, BROWSER_CRASHED, COMPOSITION_ERROR; the latter with `details.backwardSeek` when the page has
   * run scripts past this frame and has to be opened again.
   */
  seek(frameIndex: number): Promise<SeekReport>;
  /** Captures what the last seek shows. @throws CAPTURE_TIMEOUT, CAPTURE_INVALID, BROWSER_CRASHED. */
  capture(): Promise<CapturedFrame>;
  /**
   * Hands back an image that the caller will not read any more, so that a later capture may use its memory. Each image at
   * most once, and not while captures still return it. One that is never released stays as it is.
   */
  release(image: Buffer): void;
  /**
   * Opens the composition once more, in a new document that finds nothing of this one, for less than another page
   * takes. Only for a page that nobody uses any more and that has failed at nothing; what has been captured stays as it is.
   * Nobody is told anything, and nothing is cancelled, until the page that comes of it has got a {@link watch}. Null: pages
   * of this capture mode, and one that has said too much, are used once; it stays to be closed.
   */
  again(): Promise<CompositionPage | null>;
  /** Whoever uses the page from now on; is told first what nobody has been told yet. */
  watch(watch: PageWatch): void;
  close(): Promise<void>;
}

/** Serves one folder on loopback under a token. */
export interface FileServer {
  /** `http://127.0.0.1:<port>/<token>/`, with the final slash. */
  readonly baseUrl: string;
  /**
   * `http://<token>.localhost:<port>/`: the same folder as the root of an origin of its own, in which `/assets/a.js` is
   * found. For the browsers that Framelane starts; other programs may not know the name.
   */
  readonly siteUrl: string;
  /** Requests that found no file, as paths relative to the folder, in order, each once. */
  readonly missing: readonly string[];
  close(): Promise<void>;
}

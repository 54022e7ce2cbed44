import type { PageNotice } from '../browser/index.js';
import type {
  ChunkProgress,
  ChunkResult,
  LockedRenderConfig,
  Logger,
  ToolPaths,
  WebglInfo,
} from '../contract/index.js';
import type { SampledFrames, SampleRequest } from '../plan/sample-frames.js';
import type { Environment } from '../process/index.js';

/** What a browser is started for; one that was started for something else rasterises differently. */
export interface BrowserKind {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly gl: LockedRenderConfig['gl'];
}

/** A process that rendering started. */
export type SpawnKind = 'browser' | 'ffmpeg';

/** What a worker's browser says about itself when it is up. */
export interface BrowserReady {
  readonly browserPid: number;
  readonly browserVersion: string;
  /** The command line that started it, ready to paste. */
  readonly browserCommand: string;
  readonly webgl: WebglInfo;
}

/** What a {@link ChunkRenderer} works with. */
export interface ChunkRendererOptions {
  /** Where the tools are; what is absent is looked for. */
  readonly tools?: ToolPaths | undefined;
  /** Environment in which the tools are looked for. Default: the process's. */
  readonly env?: Environment | undefined;
  /** Where browsers make their profile folders. Default: the system's temporary folder. */
  readonly workDir?: string | undefined;
  readonly logger?: Logger | undefined;
  /** Waits for a turn to launch a browser; the function it gives back ends the turn. Default: no waiting. */
  readonly takeLaunchTurn?: (() => Promise<() => void>) | undefined;
  /** Told as soon as a process exists, so that whoever watches can kill it. */
  readonly onSpawn?: ((pid: number, kind: SpawnKind) => void) | undefined;
  /** Told when it has ended, so that its number is not killed once another process has it. */
  readonly onGone?: ((pid: number) => void) | undefined;
  readonly onBrowserReady?: ((ready: BrowserReady) => void) | undefined;
}

/** What goes with one chunk. */
export interface ChunkTask {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: ChunkProgress) => void) | undefined;
  /** Each frame's image, JPEG or PNG, as the encoder gets it; not a copy. */
  readonly onImage?: ((frameIndex: number, image: () => Buffer) => void) | undefined;
  /** What the page writes to its console and what it is refused. */
  readonly onNotice?: ((notice: PageNotice) => void) | undefined;
  /** No other chunk of this plan is expected: its page is not opened in advance. */
  readonly isLast?: boolean | undefined;
  /** All frames are captured: the renderer takes the next chunk, while the encoder of this one ends. */
  readonly onCaptured?: (() => void) | undefined;
}

/**
 * Renders one chunk after the other and keeps what is costly to start between them: the browser, the file server and
 * the digests of the plan's assets.
 */
export interface ChunkRenderer {
  /**
   * Starts the browser in advance, while the plan is still being made. A failure is not told: the first chunk meets it
   * again.
   */
  prepare(kind: BrowserKind): void;
  /**
   * Renders one chunk into `outputPath` and writes its sidecar. One at a time: a second call before the first has
   * settled, or said `onCaptured`, is refused.
   */
  render(planDir: string, chunkIndex: number, outputPath: string, task?: ChunkTask): Promise<ChunkResult>;
  /** Captures some frames of a page that is still being planned; not while a chunk is being rendered. */
  sample(request: SampleRequest, signal?: AbortSignal): Promise<SampledFrames>;
  /** Ends the browser and the file server. Never throws. */
  close(): Promise<void>;
}

/** What `renderChunk` takes besides its paths. */
export interface RenderChunkOptions
  extends Pick<ChunkRendererOptions, 'tools' | 'env' | 'logger'>,
    ChunkTask {}

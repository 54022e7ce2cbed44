import type { LockedRenderConfig, Logger } from '../contract/index.js';

/** A running encoder that takes one image after the other. */
export interface ChunkEncoder {
  readonly pid: number;
  /** The command line, ready to paste. */
  readonly command: string;
  /**
   * Hands over the image of the next frame. Resolves when there is room for another (back-pressure), not when it is
   * encoded. The same buffer as before means that the picture stays; what is in a buffer must not change until the write of
   * another image has resolved.
   * @throws FFMPEG_FAILED with the end of stderr when the process has gone, DISK_FULL.
   */
  write(image: Buffer): Promise<void>;
  /** Ends the input and waits for the exit. @throws FFMPEG_FAILED, also when frames are missing; DISK_FULL. */
  finish(): Promise<void>;
  /** Stops it at once, leaving no process. Never throws. */
  abort(): Promise<void>;
}

export interface ChunkEncoderOptions {
  readonly ffmpegPath: string;
  readonly encoder: LockedRenderConfig;
  /** A file, or for png-sequence a folder that exists. */
  readonly outputPath: string;
  /** Index of the first frame: the numbering of png-sequence. */
  readonly startFrame: number;
  /** How many frames will be written. */
  readonly frameCount: number;
  /** FFMPEG_FAILED when it takes nothing for this long. Default 60 s. */
  readonly inactivityTimeoutMs?: number;
  readonly onSpawn?: (pid: number) => void;
  readonly logger?: Logger;
}

/** What ffprobe says of a file. */
export interface MediaProbe {
  readonly format: string;
  readonly durationSec: number;
  readonly startSec: number;
  readonly sizeBytes: number;
  readonly video: VideoStreamProbe | null;
  readonly audio: AudioStreamProbe | null;
}

export interface VideoStreamProbe {
  /** Place among the streams of the file. */
  readonly index: number;
  readonly codec: string;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly pixelFormat: string;
  /** `30/1`, `30000/1001`: `r_frame_rate`. */
  readonly frameRate: string;
  readonly averageFrameRate: string;
  readonly timeBase: string;
  readonly startSec: number;
  readonly durationSec: number;
  /** Counted packets (one per frame without B-frames); null when not asked for. */
  readonly packetCount: number | null;
  readonly hasBFrames: boolean;
  readonly colorSpace: string;
  readonly colorPrimaries: string;
  readonly colorTransfer: string;
  readonly colorRange: string;
  readonly codecTag: string;
  /** True when the stream carries transparency (pixel format, or VP9's alpha_mode tag). */
  readonly alpha: boolean;
  /** Degrees by which a player turns the picture: 0, 90, 180 or 270, whichever way. */
  readonly rotationDeg: number;
  /** Width of a pixel divided by its height; 1 when unknown. */
  readonly pixelAspect: number;
  /** Whether the first packet is a keyframe. */
  readonly firstIsKeyframe: boolean | null;
}

export interface AudioStreamProbe {
  readonly codec: string;
  readonly sampleRateHz: number;
  readonly channels: number;
  readonly startSec: number;
  readonly durationSec: number;
}

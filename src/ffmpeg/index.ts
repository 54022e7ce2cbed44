export { audioExtension, chunkExtension } from './container-args.js';
export { type ImageDecoder, type ImageDecoderOptions, startImageDecoder } from './decode-images.js';
export {
  type ExtractedFrame,
  type ExtractFramesRequest,
  extractFrames,
  type SourceFrameFormat,
  sourceFrameName,
} from './extract-frames.js';
export { type FindFfmpegOptions, type FoundFfmpeg, findFfmpeg, requireFfmpeg } from './find-ffmpeg.js';
export { frameFileName, frameIndexOf } from './frame-dir.js';
export { describeHardware } from './hardware-encoders.js';
export { type InstallFfmpegOptions, installFfmpeg } from './install-ffmpeg.js';
export {
  buildConcatList,
  buildGifArgs,
  buildJoinArgs,
  buildPaletteArgs,
  type JoinRequest,
} from './join-args.js';
export { type FfmpegCapabilities, listCapabilities } from './list-capabilities.js';
export { type MixAudioRequest, mixAudio } from './mix-audio.js';
export { type ResolvedQuality, resolveQuality } from './presets.js';
export { type ProbeMediaOptions, probeMedia } from './probe-media.js';
export { readAudioEndSec } from './read-audio-end.js';
export { type FrameTimes, readFrameTimes } from './read-frame-times.js';
export { type Mp4Samples, readMp4Samples } from './read-mp4-samples.js';
export { type RunToolOptions, runTool } from './run-tool.js';
export { startChunkEncoder } from './start-chunk-encoder.js';
export { type TryEncoderRequest, tryEncoder } from './try-encoder.js';
export type {
  AudioStreamProbe,
  ChunkEncoder,
  ChunkEncoderOptions,
  MediaProbe,
  VideoStreamProbe,
} from './types.js';

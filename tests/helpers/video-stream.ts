import type { VideoStreamProbe } from '#src/ffmpeg/index.js';

/** What ffprobe says of a film as chunks have to be: h264, 4:2:0, bt709 in limited range, no B-frames. */
export function videoStream(given: Partial<VideoStreamProbe>): VideoStreamProbe {
  return {
    index: 0,
    codec: 'h264',
    widthPx: 1280,
    heightPx: 720,
    pixelFormat: 'yuv420p',
    frameRate: '30/1',
    averageFrameRate: '30/1',
    timeBase: '1/90000',
    startSec: 0,
    durationSec: 1,
    packetCount: 30,
    hasBFrames: false,
    colorSpace: 'bt709',
    colorPrimaries: 'bt709',
    colorTransfer: 'bt709',
    colorRange: 'tv',
    codecTag: 'avc1',
    alpha: false,
    rotationDeg: 0,
    pixelAspect: 1,
    firstIsKeyframe: true,
    ...given,
  };
}

import type { FrameSource } from './frame-source.js';
import type { PageChannel } from './page-channel.js';

/**
 * Pixels, in bytes, that a page with films may show before Chrome is told that memory is scarce. It keeps every picture that
 * it has decoded until half a gigabyte is full, though no frame of a film is shown twice; told so, it gives them back.
 * Measured with films of 720p and 1080p: as fast and the same pixels, 140 to 220 instead of 570 MiB for a renderer. (Told that
 * memory is `moderate`ly scarce, it keeps 256 MiB of them.)
 */
const MAX_SHOWN_BYTES = 128 * 1024 * 1024;

/**
 * Lets the decoded pictures of films not pile up. One for a page, however often the composition is opened in it: short chunks
 * leave their pictures to the next one.
 * @param frameBytes of one picture, four a pixel.
 * @returns what frames are to be captured through.
 */
export function relieveFrames(
  channel: PageChannel,
  frameBytes: number,
): (source: FrameSource) => FrameSource {
  let shownBytes = 0;
  let isKnown = true;
  const relieve = () =>
    channel
      .call('Memory.simulatePressureNotification', { level: 'critical' }, 'taking back memory')
      // A browser without it only needs more memory; one that has gone is told of by the next frame.
      .catch(() => {
        isKnown = false;
      });
  return (source) => ({
    ...source,
    async capture(frameIndex, isDamageTrusted) {
      const frame = await source.capture(frameIndex, isDamageTrusted);
      if (frame.damaged) shownBytes += frameBytes;
      if (shownBytes >= MAX_SHOWN_BYTES && isKnown) {
        shownBytes = 0;
        await relieve();
      }
      return frame;
    },
  });
}

import type { LockedRenderConfig } from '../contract/index.js';

/** Precise arithmetic; without these swscale rounds chroma visibly. */
export const EXACT = 'accurate_rnd+full_chroma_int+full_chroma_inp';

/**
 * The pixel format that a codec is given. 4:2:0 plays everywhere; ProRes 4444 keeps full chroma and alpha; a gif's
 * intermediate keeps RGB, since its palette is chosen later.
 */
export function pixelFormatOf({ codec, alpha }: Pick<LockedRenderConfig, 'codec' | 'alpha'>): string {
  switch (codec) {
    case 'h264':
    case 'h265':
      return 'yuv420p';
    case 'vp9':
      return alpha ? 'yuva420p' : 'yuv420p';
    case 'prores':
      return 'yuva444p10le';
    case 'png':
      return 'rgba';
    case 'gif':
      return 'bgr0';
  }
}

/** The coefficients and the range of a YUV picture, as the `colorspace` filter calls them. */
export interface YuvColours {
  readonly matrix: 'bt709' | 'bt470bg' | 'smpte170m';
  readonly range: 'pc' | 'tv';
}

/**
 * From 4:2:0 to 4:2:0 without leaving YUV: 0.3 to 1 ms for a 720p frame where `scale`, by way of RGB, takes 13 to 38. Both
 * are within two steps of 255 of the source. The light stays as it is: only coefficients and range change.
 */
export function convertYuv(from: YuvColours, to: YuvColours): string {
  return `colorspace=ispace=${from.matrix}:iprimaries=bt709:itrc=bt709:irange=${from.range}:space=${to.matrix}:primaries=bt709:trc=bt709:range=${to.range}:format=yuv420p:fast=1`;
}

/** What JPEG (JFIF) is, and what browsers write as such. */
export const JPEG_COLOURS: YuvColours = { matrix: 'bt470bg', range: 'pc' };
const DELIVERED_COLOURS: YuvColours = { matrix: 'bt709', range: 'tv' };

/**
 * The filters between the browser's images and the encoder: size first, then one exact colour conversion. What the
 * browser writes as JPEG is full-range bt601 (JFIF), its PNG is RGB; what is delivered is limited-range bt709.
 * JPEG stays within YUV on the way: see {@link convertYuv}.
 */
export function colourFilters(
  encoder: Pick<LockedRenderConfig, 'codec' | 'alpha' | 'imageFormat' | 'outputWidthPx' | 'outputHeightPx'>,
): string {
  const { codec, imageFormat, outputWidthPx: width, outputHeightPx: height } = encoder;
  const format = pixelFormatOf(encoder);
  const tags = 'setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709';
  // Raw frames come in the size and the colours that are delivered.
  if (imageFormat === 'i420') return tags;
  // Costs nothing when the size is right already: the filter passes such frames on.
  const size = `scale=w=${width}:h=${height}:flags=lanczos+${EXACT}`;
  if (codec === 'png' || codec === 'gif') return `${size},format=${format}`;
  if (imageFormat === 'jpeg' && format === 'yuv420p') {
    return `${size}:in_range=full:out_range=full,${convertYuv(JPEG_COLOURS, DELIVERED_COLOURS)},${tags}`;
  }
  return `${size}:out_color_matrix=bt709:out_range=tv,format=${format},${tags}`;
}

import type { LockedRenderConfig } from '../contract/index.js';

/** Precise arithmetic; without these swscale rounds chroma visibly. */
const EXACT = 'accurate_rnd+full_chroma_int+full_chroma_inp';

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

/**
 * The filters between the browser's images and the encoder: size first, then one exact colour conversion. What the
 * browser writes as JPEG is full-range bt601 (JFIF), its PNG is RGB; what is delivered is limited-range bt709.
 * JPEG takes the `colorspace` filter, which goes straight from YUV to YUV: 0.3 ms for a 720p frame where `scale`, by way
 * of RGB, takes 13 ms. Both are within two steps of 255 of the source.
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
    return `${size}:in_range=full:out_range=full,colorspace=ispace=bt470bg:iprimaries=bt709:itrc=bt709:irange=pc:space=bt709:primaries=bt709:trc=bt709:range=tv:format=yuv420p:fast=1,${tags}`;
  }
  return `${size}:out_color_matrix=bt709:out_range=tv,format=${format},${tags}`;
}

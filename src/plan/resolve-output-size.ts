import { MAX_DIMENSION_PX, type OutputFormat, type ResolvedRenderConfig } from '../contract/index.js';
import { RenderError } from '../errors/index.js';

/** Size of the delivered frames in pixels, and how many of them a CSS pixel gets. */
export interface OutputSize {
  readonly outputWidthPx: number;
  readonly outputHeightPx: number;
  /** So large that the captured image covers the output in both directions. */
  readonly deviceScaleFactor: number;
  /** True when both sizes were given and the picture is stretched by that. */
  readonly stretched: boolean;
}

/** Formats whose colour has half the resolution in both directions (4:2:0), so that sizes must be even. */
const EVEN_SIZE_FORMATS: readonly OutputFormat[] = ['mp4', 'webm'];

/**
 * The output size. Neither width nor height asked for: the composition's own. One: the other follows the aspect ratio,
 * rounded to the nearest whole number, or the nearest even one where the format needs that (a tie goes up). Both: as
 * asked, stretched if need be.
 * @throws CONFIG_INVALID naming the field and the nearest even number for an odd size with a format that needs even
 * ones, and for a size beyond the limit.
 */
export function resolveOutputSize(
  config: Pick<ResolvedRenderConfig, 'width' | 'height' | 'format'>,
  widthPx: number,
  heightPx: number,
): OutputSize {
  const { width, height, format } = config;
  const even = EVEN_SIZE_FORMATS.includes(format);
  const follow = (given: number, own: number, other: number) => nearest((other * given) / own, even);
  const outputWidthPx = width ?? (height === undefined ? widthPx : follow(height, heightPx, widthPx));
  const outputHeightPx = height ?? (width === undefined ? heightPx : follow(width, widthPx, heightPx));
  assertSize('width', outputWidthPx, width !== undefined, format, even);
  assertSize('height', outputHeightPx, height !== undefined, format, even);
  const ratio = (outputWidthPx * heightPx) / (outputHeightPx * widthPx);
  return {
    outputWidthPx,
    outputHeightPx,
    deviceScaleFactor: Math.max(outputWidthPx / widthPx, outputHeightPx / heightPx),
    stretched: width !== undefined && height !== undefined && Math.abs(ratio - 1) > 0.01,
  };
}

function nearest(value: number, even: boolean): number {
  return Math.max(2, even ? 2 * Math.round(value / 2) : Math.round(value));
}

function assertSize(
  field: 'width' | 'height',
  value: number,
  given: boolean,
  format: OutputFormat,
  even: boolean,
): void {
  if (value > MAX_DIMENSION_PX) {
    const fix = `Ask for a smaller size; the largest is ${MAX_DIMENSION_PX}.`;
    throw new RenderError('CONFIG_INVALID', `${field}: the output would be ${value} pixels. ${fix}`, {
      field,
      fix,
    });
  }
  if (!even || value % 2 === 0) return;
  const fix = `Use ${value + 1}${value > 2 ? ` or ${value - 1}` : ''}, or a format that takes odd sizes (mov, png-sequence, gif).`;
  const whose = given ? `${value} is odd` : `the composition's data-${field} is ${value}, which is odd`;
  throw new RenderError(
    'CONFIG_INVALID',
    `${field}: ${whose}, and ${format} needs an even ${field}. ${fix}`,
    {
      field,
      fix,
    },
  );
}

import type { ShadowRoots } from './shadow-roots.js';

/**
 * Keeps canvases in their places while the page is drawn into the stage's canvas.
 *
 * Chrome 153 draws a canvas there as the layer that it is, and forgets where in its surroundings the layer lies: the
 * pixels land at the origin of the page, or of the next element around it that has a transform, and are clipped to where
 * they belong. With `contain: paint` the place of its box becomes part of the layer's own transform and is kept. What lies
 * between the box and the pixels, a border or another size than theirs, is not.
 *
 * That makes the canvas a stacking context, too: nothing changes for one that is positioned, or is a stacking context
 * already. For any other it would change what lies above what, so that it is left alone, and named as an obstacle.
 */
export class CanvasPlaces {
  readonly #shadowRoots: ShadowRoots;

  constructor(shadowRoots: ShadowRoots) {
    this.#shadowRoots = shadowRoots;
  }

  /** Before the page is drawn; scripts may have added canvases, or positioned them, since the last time. */
  keep(): void {
    for (const canvas of this.#canvases()) {
      const style = getComputedStyle(canvas);
      if (isKept(style) || !canKeep(style)) continue;
      const others = style.contain === 'none' ? '' : style.contain;
      canvas.style.setProperty('contain', `${others} paint`, 'important');
    }
  }

  /** Why a canvas would be drawn in a place or a size that is not its own, by name; empty: none would. */
  findLost(): string[] {
    const found = new Set<string>();
    for (const canvas of this.#canvases()) {
      const style = getComputedStyle(canvas);
      if (!canKeep(style) && !hasTransform(style) && !isAtOrigin(canvas)) {
        found.add('a canvas in the flow of the text');
      }
      if (!fillsItsBox(canvas, style)) found.add('a canvas with a border or stretched by CSS');
    }
    return [...found];
  }

  *#canvases(): Iterable<HTMLCanvasElement> {
    for (const root of [document, ...this.#shadowRoots.connected()]) yield* root.querySelectorAll('canvas');
  }
}

function canKeep(style: CSSStyleDeclaration): boolean {
  const { position, opacity, filter, mixBlendMode, isolation } = style;
  return (
    position !== 'static' ||
    opacity !== '1' ||
    filter !== 'none' ||
    mixBlendMode !== 'normal' ||
    isolation === 'isolate' ||
    isKept(style)
  );
}

function isKept({ contain }: CSSStyleDeclaration): boolean {
  return /paint|strict|content/.test(contain);
}

function hasTransform({ transform, translate, rotate, scale }: CSSStyleDeclaration): boolean {
  return [transform, translate, rotate, scale].some((value) => value !== 'none');
}

/** One that is not shown may have any size later. */
function fillsItsBox(
  { offsetWidth, offsetHeight, width, height }: HTMLCanvasElement,
  style: CSSStyleDeclaration,
) {
  const { paddingLeft, paddingTop, borderLeftWidth, borderTopWidth } = style;
  const hasMargin = [paddingLeft, paddingTop, borderLeftWidth, borderTopWidth].some((size) => size !== '0px');
  return !hasMargin && offsetWidth === width && offsetHeight === height;
}

/** One that is not shown may be shown anywhere later. */
function isAtOrigin(canvas: HTMLCanvasElement): boolean {
  const { left, top, width } = canvas.getBoundingClientRect();
  return width > 0 && left === 0 && top === 0;
}

import type { CanvasPlaces } from './canvas-places.js';
import { replace } from './replace.js';
import type { ShadowRoots } from './shadow-roots.js';

/**
 * What a canvas does not draw as the compositor does: found by comparing both, in Chrome 153. Each as the name that a
 * person knows it by, how it shows in a computed style, and how in the text of a rule.
 */
const STYLES: readonly {
  readonly name: string;
  readonly isUsed: (style: CSSStyleDeclaration) => boolean;
  readonly inRule: RegExp;
}[] = [
  {
    name: 'backdrop-filter',
    isUsed: (style) => isSet(style.backdropFilter, 'none'),
    inRule: /backdrop-filter:(?! *none)/,
  },
  {
    name: 'perspective',
    isUsed: (style) => isSet(style.perspective, 'none'),
    inRule: /perspective:(?! *none)|perspective\(/,
  },
  {
    name: 'transform-style: preserve-3d',
    isUsed: (style) => style.transformStyle === 'preserve-3d',
    inRule: /preserve-3d/,
  },
  {
    name: 'a transform in space',
    isUsed: (style) => style.transform.startsWith('matrix3d'),
    inRule: /matrix3d\(|rotate3d\(|rotateX\(|rotateY\(/i,
  },
  {
    name: 'image-rendering',
    isUsed: (style) => isSet(style.imageRendering, 'auto'),
    inRule: /image-rendering:(?! *auto)/,
  },
  {
    name: 'will-change',
    isUsed: (style) => /transform|translate|rotate|scale/.test(style.willChange),
    inRule: /will-change:[^;}]*(transform|translate|rotate|scale)/,
  },
];

/** Elements whose looks the browser keeps from a canvas: they could tell a page what it must not know. */
const PRIVATE_ELEMENTS = 'a[href], area[href], input, textarea, select, [contenteditable], object, embed';

/** Knows what a page has called and holds that forbids capturing it raw. */
export class RawObstacles {
  readonly #called = new Set<string>();
  readonly #canvasPlaces: CanvasPlaces;
  readonly #playsItself: (video: HTMLVideoElement) => boolean;

  /** @param playsItself whether a `<video>` shows something else than frames that were put into it. */
  constructor(canvasPlaces: CanvasPlaces, playsItself: (video: HTMLVideoElement) => boolean) {
    this.#canvasPlaces = canvasPlaces;
    this.#playsItself = playsItself;
  }

  /**
   * A view transition shows pictures that the compositor took of the page.
   * Encoding a canvas waits for idle time of the page. One whose frames are not displayed has it once a second only.
   */
  install(): void {
    const called = this.#called;
    const { toBlob } = HTMLCanvasElement.prototype;
    const { convertToBlob } = OffscreenCanvas.prototype;
    const prototype = Document.prototype as { startViewTransition?: (...args: unknown[]) => unknown };
    const { startViewTransition } = prototype;
    replace(HTMLCanvasElement.prototype, {
      toBlob(this: HTMLCanvasElement, ...args: Parameters<HTMLCanvasElement['toBlob']>) {
        called.add('canvas.toBlob');
        toBlob.apply(this, args);
      },
    });
    replace(OffscreenCanvas.prototype, {
      convertToBlob(this: OffscreenCanvas, ...args: Parameters<OffscreenCanvas['convertToBlob']>) {
        called.add('OffscreenCanvas.convertToBlob');
        return convertToBlob.apply(this, args);
      },
    });
    if (startViewTransition === undefined) return;
    replace(prototype, {
      startViewTransition(this: Document, ...args: unknown[]) {
        called.add('a view transition');
        return startViewTransition.apply(this, args);
      },
    });
  }

  /** By name, as the document is now; empty: nothing known forbids it. */
  find(shadowRoots: ShadowRoots): string[] {
    return [...new Set([...this.#called, ...this.#findInDocument(shadowRoots)])].sort();
  }

  #findInDocument(shadowRoots: ShadowRoots): Set<string> {
    const found = new Set<string>(this.#canvasPlaces.findLost());
    for (const root of [document, ...shadowRoots.connected()]) {
      for (const element of root.querySelectorAll('*')) collectFromElement(element, found);
      for (const video of root.querySelectorAll('video'))
        if (this.#playsItself(video)) found.add('<video> without extracted frames');
      for (const sheet of [...root.styleSheets, ...root.adoptedStyleSheets]) collectFromSheet(sheet, found);
    }
    return found;
  }
}

function collectFromElement(element: Element, found: Set<string>): void {
  const style = getComputedStyle(element);
  for (const { name, isUsed } of STYLES) if (isUsed(style)) found.add(name);
  if (element.matches(PRIVATE_ELEMENTS)) found.add(`<${element.localName}>`);
  // A document of another origin is left out of the drawing.
  if (element instanceof HTMLIFrameElement && element.contentDocument === null)
    found.add('an iframe of another origin');
  if (element.matches('canvas[layoutsubtree]')) found.add('a canvas that draws elements');
}

function collectFromSheet(sheet: CSSStyleSheet, found: Set<string>): void {
  let text = '';
  try {
    for (const rule of sheet.cssRules) text += rule.cssText;
  } catch {
    // A style sheet of another origin keeps its rules to itself; what they do shows in computed styles.
  }
  for (const { name, inRule } of STYLES) if (inRule.test(text)) found.add(name);
}

function isSet(value: string, initial: string): boolean {
  return value !== '' && value !== initial;
}

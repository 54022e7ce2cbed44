import type { ReadinessBlocker } from '../protocol.js';
import type { PageErrors } from './page-errors.js';

/** What a `@font-face` without `unicode-range` covers. */
const EVERY_CHARACTER = 'U+0-10FFFF';

/**
 * The font faces that are still loading. Faces that cover every character are loaded although no text uses them yet: a
 * canvas may, or text that appears later, and it would be drawn in another font for the first frames. Faces that cover
 * a part of the characters (there can be hundreds) are left to the browser.
 */
export function findFontBlockers(errors: PageErrors): ReadinessBlocker[] {
  const blockers: ReadinessBlocker[] = [];
  for (const face of document.fonts) {
    const name = `font "${unquote(face.family)}" ${face.weight} ${face.style}`;
    if (face.status === 'unloaded' && face.unicodeRange === EVERY_CHARACTER) {
      face.load().catch(() => undefined);
    }
    if (face.status === 'loading') blockers.push({ kind: 'font', what: name });
    if (face.status === 'error') errors.addResource(name, 'see the src of its @font-face');
  }
  return blockers;
}

/** A family as a person writes it. */
export function unquote(family: string): string {
  return family.trim().replace(/^(["'])(.*)\1$/, '$2');
}

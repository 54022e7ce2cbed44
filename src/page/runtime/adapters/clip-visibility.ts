import { type Clips, isShown } from '../clips.js';
import type { SeekAdapter } from './adapter.js';

const HIDDEN_ATTRIBUTE = 'data-framelane-hidden';
/**
 * An attribute and a style sheet, and not inline styles: whatever the page writes into `style` meanwhile stays its own,
 * and descendants that say `visibility: visible` are hidden too. Important rules of a layer win over those outside.
 */
const RULES = `@layer framelane-clips {
  [${HIDDEN_ATTRIBUTE}], [${HIDDEN_ATTRIBUTE}] * { visibility: hidden !important; }
}`;
/** Shows each clip while `start <= t < end`. */
export function createClipVisibility(clips: Clips): SeekAdapter {
  let sheet: CSSStyleSheet | null = null;
  return {
    name: 'clips',
    whenPassing: true,
    seek(timeSec) {
      for (const clip of clips.all) {
        if (clip.element instanceof HTMLAudioElement) continue;
        const hide = !isShown(clip, timeSec);
        if (hide === clip.element.hasAttribute(HIDDEN_ATTRIBUTE)) continue;
        clip.element.toggleAttribute(HIDDEN_ATTRIBUTE, hide);
        sheet = adoptSheet(sheet);
      }
    },
  };
}

/** A page may assign `adoptedStyleSheets` and drop ours. */
function adoptSheet(known: CSSStyleSheet | null): CSSStyleSheet {
  if (known !== null && document.adoptedStyleSheets.includes(known)) return known;
  const sheet = known ?? new CSSStyleSheet();
  if (known === null) sheet.replaceSync(RULES);
  document.adoptedStyleSheets.push(sheet);
  return sheet;
}

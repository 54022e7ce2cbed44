/** A part of a text that is replaced. Offsets from the beginning of the text. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Replaces parts of a text; the rest stays as it was written. Parts do not overlap.
 * @param origin offset at which the text begins, when the edits count from the beginning of a longer one.
 */
export function applyEdits(text: string, edits: readonly TextEdit[], origin = 0): string {
  let at = 0;
  let result = '';
  for (const { start, end, text: replacement } of [...edits].sort((a, b) => a.start - b.start)) {
    result += text.slice(at, start - origin) + replacement;
    at = end - origin;
  }
  return result + text.slice(at);
}

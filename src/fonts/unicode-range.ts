/** A run of code points, both ends included. */
export type CodePointRange = readonly [first: number, last: number];

/** Reads a `unicode-range` descriptor: `U+26, U+0-7F, U+4??`. What is not one is left out. */
export function parseUnicodeRange(text: string): CodePointRange[] {
  return text.split(',').flatMap((part): CodePointRange[] => {
    const match = /^U\+([0-9a-f]*)(\?*)(?:-([0-9a-f]+))?$/i.exec(part.trim());
    if (match === null) return [];
    const [, digits = '', wild = '', last] = match;
    const first = Number.parseInt(digits + '0'.repeat(wild.length), 16);
    const end = Number.parseInt(last ?? digits + 'f'.repeat(wild.length), 16);
    return Number.isNaN(first) || Number.isNaN(end) ? [] : [[first, end]];
  });
}

export function formatUnicodeRange(ranges: readonly CodePointRange[]): string {
  const hex = (codePoint: number) => codePoint.toString(16).toUpperCase();
  return ranges
    .map(([first, last]) => (first === last ? `U+${hex(first)}` : `U+${hex(first)}-${hex(last)}`))
    .join(', ');
}

export function includesCodePoint(ranges: readonly CodePointRange[], codePoint: number): boolean {
  return ranges.some(([first, last]) => codePoint >= first && codePoint <= last);
}

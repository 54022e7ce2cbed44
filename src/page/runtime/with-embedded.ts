import type { PageDescription, SystemFontUse } from '../protocol.js';

/**
 * What a page says about itself together with the documents in its iframes: what they draw is drawn with the page. How
 * they step through frames is their own affair: they do it at each seek. Pure.
 */
export function withEmbedded(page: PageDescription, inside: readonly PageDescription[]): PageDescription {
  if (inside.length === 0) return page;
  const all = [page, ...inside];
  return {
    ...page,
    systemFonts: mergeFonts(all.flatMap(({ systemFonts }) => systemFonts)),
    rareTexts: all.flatMap(({ rareTexts }) => rareTexts),
    fontFamilies: merge(all.map(({ fontFamilies }) => fontFamilies)).sort(),
    rawObstacles: merge(all.map(({ rawObstacles }) => rawObstacles)).sort(),
  };
}

function merge<T>(lists: readonly (readonly T[])[]): T[] {
  return [...new Set(lists.flat())];
}

/** Of each family the first use. */
function mergeFonts(uses: readonly SystemFontUse[]): SystemFontUse[] {
  const byFamily = new Map<string, SystemFontUse>();
  for (const use of uses) if (!byFamily.has(use.family)) byFamily.set(use.family, use);
  return [...byFamily.values()].sort((one, other) => (one.family < other.family ? -1 : 1));
}

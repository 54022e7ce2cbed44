import { RenderError } from '../errors/index.js';
import type { ReferenceKind } from './reference.js';

/** A reference to another host that nobody could answer. */
export interface UnresolvedReference {
  readonly url: string;
  readonly kind: ReferenceKind;
  /** Relative to the project, with `/`. */
  readonly file: string;
  readonly line: number;
  readonly why: string;
  /** True when trying again may help. */
  readonly temporary: boolean;
}

/**
 * One error for all references that nobody could answer, a line for each.
 * @returns FONT_FETCH_UNAVAILABLE or FONT_FETCH_FAILED when only fonts are missing, else ASSET_MISSING.
 */
export function unresolvedError(references: readonly UnresolvedReference[]): RenderError {
  const lines = references.map(({ url, file, line, why }) => `"${shorten(url)}" in ${file}:${line}: ${why}`);
  const [first] = references;
  const count = references.length === 1 ? 'One URL' : `${references.length} URLs`;
  const fix =
    'Copy it into the project and refer to it by a relative path, install the npm package that has it, or run "framelane vendor" once while online.';
  return new RenderError(
    codeOf(references),
    `${count} of the composition cannot be had, and nothing is loaded from elsewhere while rendering:\n${lines.join('\n')}\n${fix}`,
    { url: first?.url ?? '', path: first?.file ?? '', line: first?.line ?? 0, unresolved: references, fix },
  );
}

function codeOf(
  references: readonly UnresolvedReference[],
): 'ASSET_MISSING' | 'FONT_FETCH_UNAVAILABLE' | 'FONT_FETCH_FAILED' {
  if (!references.every(isFont)) return 'ASSET_MISSING';
  return references.every(({ temporary }) => temporary) ? 'FONT_FETCH_UNAVAILABLE' : 'FONT_FETCH_FAILED';
}

function isFont({ kind, url }: UnresolvedReference): boolean {
  return kind === 'font' || /^https?:\/\/fonts\.(googleapis|gstatic)\.com\//.test(url);
}

function shorten(text: string): string {
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}

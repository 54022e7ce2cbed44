import type { TextSpan } from './reference.js';

/** What parse5 says about the place of a node; absent for one that it added. */
interface SourceLocation {
  readonly startOffset: number;
  readonly endOffset: number;
  readonly startTag?: { readonly endOffset: number };
  readonly attrs?: Readonly<Record<string, { readonly startOffset: number; readonly endOffset: number }>>;
}

interface LocatedNode {
  readonly sourceCodeLocation?: unknown;
}

/** Offset of a node in its source, in UTF-16 units; 0 for one that the parser added. */
export function startOffset(node: LocatedNode): number {
  return locationOf(node)?.startOffset ?? 0;
}

/** Offset behind the start tag; -1 for an element that the parser added. */
export function tagEnd(node: LocatedNode): number {
  const location = locationOf(node);
  return location === null ? -1 : (location.startTag?.endOffset ?? location.endOffset);
}

/** Offsets of each attribute, name and value together. */
export function attributeSpans(node: LocatedNode): Record<string, TextSpan> {
  return Object.fromEntries(
    Object.entries(locationOf(node)?.attrs ?? {}).map(([name, { startOffset: start, endOffset: end }]) => [
      name,
      { start, end },
    ]),
  );
}

function locationOf({ sourceCodeLocation: location }: LocatedNode): SourceLocation | null {
  const isLocation = typeof location === 'object' && location !== null && 'startOffset' in location;
  return isLocation ? (location as SourceLocation) : null;
}

import type { Reference, ReferencePlace } from './reference.js';

/** A reference and what shall stand in its place. */
export interface Replacement {
  readonly place: ReferencePlace;
  /** A URL, not encoded for its surroundings. */
  readonly address: string;
}

/** Puts other addresses in the place of references; everything else stays as it is. */
export function rewriteReferences(source: string, replacements: readonly Replacement[]): string {
  const edits = new Map<number, { readonly start: number; readonly end: number; readonly text: string }>();
  const add = (start: number, end: number, text: string) => edits.set(start, { start, end, text });
  const inAttributes = new Map<number, Replacement[]>();
  for (const replacement of replacements) {
    const { start, end, attribute } = replacement.place;
    if (attribute === undefined) add(start, end, encode(replacement));
    else inAttributes.set(attribute.start, [...(inAttributes.get(attribute.start) ?? []), replacement]);
  }
  for (const group of inAttributes.values()) {
    const attribute = group[0]?.place.attribute;
    if (attribute === undefined) continue;
    const inner = group.map((each) => ({ ...each.place, text: encode(each) }));
    add(
      attribute.start,
      attribute.end,
      `${attribute.name}="${escapeAttribute(apply(attribute.value, inner))}"`,
    );
    const { integrity } = attribute;
    if (integrity !== undefined) add(integrity.start, integrity.end, '');
  }
  return apply(source, [...edits.values()]);
}

/** A reference without what only its place in the source says. */
export function isReplaceable(reference: Reference): reference is Reference & { place: ReferencePlace } {
  return reference.place !== undefined;
}

function apply(
  source: string,
  edits: readonly { readonly start: number; readonly end: number; readonly text: string }[],
): string {
  let result = '';
  let at = 0;
  for (const { start, end, text } of [...edits].sort((a, b) => a.start - b.start)) {
    result += source.slice(at, start) + text;
    at = end;
  }
  return result + source.slice(at);
}

function encode({ place, address }: Replacement): string {
  const quoted = JSON.stringify(address);
  switch (place.syntax) {
    case 'css-url':
      return `url(${quoted})`;
    case 'css-string':
    case 'js-expression':
      return quoted;
    case 'js-inside-quotes':
      return quoted.slice(1, -1).replaceAll("'", "\\'");
    default:
      return address;
  }
}

function escapeAttribute(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
}

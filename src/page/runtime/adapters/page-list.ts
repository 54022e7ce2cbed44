/** What a page hands over as one object, an array, a set, or a map of names: as a list of objects. */
export function toList<T extends object>(value: unknown): T[] {
  if (typeof value !== 'object' || value === null) return [];
  const isPlain = Object.getPrototypeOf(value) === Object.prototype;
  const items: unknown[] =
    Symbol.iterator in value
      ? [...(value as Iterable<unknown>)]
      : isPlain && !('seek' in value) && !('goToAndStop' in value)
        ? Object.values(value)
        : [value];
  return items.filter((item): item is T => typeof item === 'object' && item !== null);
}

/**
 * An expression that evaluates to a value, for a script inside HTML: the value as a JSON string that is parsed, so that
 * nothing in it can be read as code (`__proto__` and line separators included) or end a script element.
 */
export function embedJson(value: unknown): string {
  const literal = JSON.stringify(JSON.stringify(value)).replace(
    /[<>\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `JSON.parse(${literal})`;
}

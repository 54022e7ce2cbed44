import type { DeclaredVariable, VariableValues } from '../../contract/index.js';

type JsonValue = VariableValues[string];

/**
 * Reads a value that came as text, as a cell of a table does: numbers and booleans are what the declaration says, an
 * object is JSON. What does not fit stays text, and is then warned about.
 */
export function readTextValue(variable: DeclaredVariable | undefined, text: string): JsonValue {
  const trimmed = text.trim();
  switch (variable?.type) {
    case 'number':
      return trimmed !== '' && Number.isFinite(Number(trimmed)) ? Number(trimmed) : text;
    case 'boolean':
      return /^(true|false)$/i.test(trimmed) ? trimmed.toLowerCase() === 'true' : text;
    case 'enum':
      return variable.options.find(({ value }) => String(value) === trimmed)?.value ?? text;
    case 'font':
    case 'image':
      return trimmed.startsWith('{') ? readJson(text) : text;
    default:
      return text;
  }
}

function readJson(text: string): JsonValue {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

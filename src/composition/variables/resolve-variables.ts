import { lexer } from 'css-tree';
import type { DeclaredVariable, VariableValues } from '../../contract/index.js';

export interface ResolvedVariables {
  /** Every given value, and the defaults of the declared variables that were not given. */
  readonly values: VariableValues;
  /** One sentence per value that is undeclared or has another type than declared. It is used all the same. */
  readonly warnings: readonly string[];
}

/**
 * Lays given values over the defaults.
 * @param owner whose variables they are, for messages: `index.html`, `div#card (index.html:12)`.
 */
export function resolveVariables(
  declared: readonly DeclaredVariable[],
  given: VariableValues,
  owner: string,
): ResolvedVariables {
  const defaults = declared.filter((variable) => variable.default !== null);
  const values = {
    ...Object.fromEntries(defaults.map((variable) => [variable.id, variable.default])),
    ...given,
  };
  const warnings = Object.keys(given)
    .filter((id) => !declared.some((variable) => variable.id === id))
    .map((id) => `The variable "${id}" is not declared by ${owner}, ${listNames(declared)}.`);
  for (const variable of declared) {
    if (!(variable.id in values)) continue;
    const expected = whatIsWrong(variable, values[variable.id]);
    if (expected !== null) {
      const told = JSON.stringify(values[variable.id]).slice(0, 100);
      warnings.push(`The variable "${variable.id}" of ${owner} is ${told}; expected ${expected}.`);
    }
  }
  return { values, warnings };
}

/** What was expected of a value, or null when it fits. */
function whatIsWrong(variable: DeclaredVariable, value: unknown): string | null {
  switch (variable.type) {
    case 'string':
      return typeof value === 'string' ? null : 'text';
    case 'number':
      return typeof value === 'number' ? null : 'a number';
    case 'boolean':
      return typeof value === 'boolean' ? null : 'true or false';
    case 'color':
      return isColour(value) ? null : 'a CSS colour';
    case 'enum': {
      const known = variable.options.map((option) => option.value);
      return known.some((option) => option === value) ? null : `one of ${known.join(', ')}`;
    }
    case 'font':
      return hasText(value, 'name') ? null : 'a font family, or an object with a name';
    case 'image':
      return hasText(value, 'url') ? null : 'the path of an image, or an object with a url';
  }
}

function isColour(value: unknown): boolean {
  return typeof value === 'string' && lexer.match('<color>', value).matched !== null;
}

function hasText(value: unknown, key: string): boolean {
  if (typeof value === 'string') return true;
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, key) === 'string';
}

function listNames(declared: readonly DeclaredVariable[]): string {
  if (declared.length === 0) return 'which declares none';
  return `which declares ${declared.map(({ id }) => id).join(', ')}`;
}

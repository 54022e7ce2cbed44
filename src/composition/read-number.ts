import { type ErrorCode, RenderError } from '../errors/index.js';
import type { HtmlElement } from './html-document.js';
import { describeElement } from './parse-html.js';

/** What a number in an attribute must be. */
export interface NumberRule {
  /** Code of the refusal. */
  readonly code: ErrorCode;
  readonly min: number;
  readonly max: number;
  /** Whether `min` itself is refused. */
  readonly aboveMin?: boolean;
  readonly integer?: boolean;
  /** For example `seconds above 0`. */
  readonly expected: string;
}

/** A length of time: finite and above zero, in seconds. */
export const DURATION: NumberRule = {
  code: 'DURATION_OUT_OF_RANGE',
  min: 0,
  aboveMin: true,
  max: Number.MAX_VALUE,
  expected: 'a finite number of seconds above 0',
};

/** A point in time: finite and not negative, in seconds. */
export const TIME: NumberRule = {
  code: 'DURATION_OUT_OF_RANGE',
  min: 0,
  max: Number.MAX_VALUE,
  expected: 'a finite number of seconds, 0 or more',
};

/**
 * Reads the first of some attributes that is there.
 * @returns null when none is.
 * @throws the rule's code, naming element, attribute and value.
 */
export function readNumber(element: HtmlElement, names: readonly string[], rule: NumberRule): number | null {
  const name = names.find((candidate) => element.attributes[candidate] !== undefined);
  if (name === undefined) return null;
  const text = element.attributes[name] ?? '';
  const value = text.trim() === '' ? Number.NaN : Number(text);
  const fits = value <= rule.max && (rule.aboveMin === true ? value > rule.min : value >= rule.min);
  if (fits && (rule.integer !== true || Number.isInteger(value))) return value;
  throw wrongAttribute(element, name, rule.code, rule.expected);
}

/** The refusal of an attribute's value. */
export function wrongAttribute(
  element: HtmlElement,
  name: string,
  code: ErrorCode,
  expected: string,
): RenderError {
  return new RenderError(
    code,
    `${describeElement(element)} has ${name}="${element.attributes[name]}"; expected ${expected}.`,
    {
      path: element.file,
      line: element.line,
      attribute: name,
      value: element.attributes[name],
      fix: `Set ${name} to ${expected}.`,
    },
  );
}

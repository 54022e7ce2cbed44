import { z } from 'zod';
import { type DeclaredVariable, VARIABLE_TYPES, type VariableValues } from '../../contract/index.js';
import { RenderError } from '../../errors/index.js';
import { type DomElement, describeDomElement, lineOf } from '../dom.js';

const optionSchema = z.union([
  z.union([z.string(), z.number()]).transform((value) => ({ value, label: String(value) })),
  z.looseObject({ value: z.union([z.string(), z.number()]), label: z.string().optional() }),
]);

const declarationSchema = z
  .looseObject({
    id: z.string().min(1),
    type: z.enum(VARIABLE_TYPES),
    label: z.string().optional(),
    default: z.json().optional(),
    options: z.array(optionSchema).optional(),
  })
  .refine(({ type, options }) => type !== 'enum' || (options?.length ?? 0) > 0, 'an enum needs options');

const ATTRIBUTE = 'data-composition-variables';

/**
 * Reads `data-composition-variables` from the first of some elements that has it.
 * @throws COMPOSITION_INVALID naming the element and what is wrong with the declaration.
 */
export function readDeclaredVariables(
  candidates: readonly (DomElement | undefined)[],
  file: string,
): DeclaredVariable[] {
  const element = candidates.find((candidate) => candidate?.attribs[ATTRIBUTE] !== undefined);
  if (element === undefined) return [];
  const parsed = z
    .array(declarationSchema)
    .safeParse(parseJson(element.attribs[ATTRIBUTE] ?? '', ATTRIBUTE, element, file));
  if (!parsed.success) throw invalid(ATTRIBUTE, element, file, firstIssue(parsed.error));
  const declared = parsed.data.map(({ id, type, label, default: value, options }) => ({
    id,
    type,
    label: label ?? id,
    default: value ?? null,
    options: (options ?? []).map((option) => ({
      value: option.value,
      label: option.label ?? String(option.value),
    })),
  }));
  const twice = declared.find(({ id }, index) => declared.findIndex((other) => other.id === id) < index);
  if (twice !== undefined)
    throw invalid(ATTRIBUTE, element, file, `the variable "${twice.id}" is declared twice`);
  return declared;
}

/**
 * Reads `data-variable-values` of the element that shows a composition.
 * @throws COMPOSITION_INVALID when it is no JSON object.
 */
export function readVariableValues(element: DomElement, file: string): VariableValues {
  const name = 'data-variable-values';
  const text = element.attribs[name];
  if (text === undefined) return {};
  const parsed = z.record(z.string(), z.json()).safeParse(parseJson(text, name, element, file));
  if (parsed.success) return parsed.data;
  throw invalid(name, element, file, 'it is no JSON object of values by variable id');
}

function parseJson(text: string, attribute: string, element: DomElement, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw invalid(attribute, element, file, `it is not JSON (${why})`);
  }
}

function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  const at = issue?.path.join('.') ?? '';
  return `${at === '' ? '' : `${at}: `}${issue?.message ?? 'it cannot be read'}`;
}

function invalid(attribute: string, element: DomElement, file: string, why: string): RenderError {
  const fix = `Correct ${attribute}; in HTML, a JSON value is written in single quotes: ${attribute}='…'.`;
  return new RenderError(
    'COMPOSITION_INVALID',
    `${describeDomElement(element, file)} has a ${attribute} that cannot be used: ${why}. ${fix}`,
    { path: file, line: lineOf(element), attribute, fix },
  );
}

import { z } from 'zod';

/** What a variable of a composition can be. */
export const VARIABLE_TYPES = ['string', 'number', 'color', 'boolean', 'enum', 'font', 'image'] as const;

/** A variable that a composition offers to be set from outside, for renders and for forms. */
export const declaredVariableSchema = z.strictObject({
  id: z.string().min(1),
  type: z.enum(VARIABLE_TYPES),
  /** For people; the id when the composition gives none. */
  label: z.string(),
  /** Null when the composition gives none. */
  default: z.json(),
  /** The values of an enum; empty for the others. */
  options: z.array(z.strictObject({ value: z.union([z.string(), z.number()]), label: z.string() })),
});
export type DeclaredVariable = z.infer<typeof declaredVariableSchema>;

/** Values by variable id; JSON. */
export type VariableValues = Readonly<Record<string, z.core.util.JSONType>>;

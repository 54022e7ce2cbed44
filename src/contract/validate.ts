import type { z } from 'zod';
import { RenderError } from '../errors/index.js';
import { distributedRenderConfigSchema, type ResolvedRenderConfig } from './config.js';

/**
 * Checks a configuration and fills in the defaults.
 * @throws CONFIG_INVALID naming every wrong field; `details.field` is the first.
 */
export function validateDistributedRenderConfig(config: unknown): ResolvedRenderConfig {
  const parsed = distributedRenderConfigSchema.safeParse(config ?? {});
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.flatMap(toLines);
  throw new RenderError(
    'CONFIG_INVALID',
    `The configuration is not valid: ${issues.map((issue) => issue.text).join('; ')}`,
    {
      field: issues[0]?.field ?? '',
      issues,
    },
  );
}

/**
 * Refuses a format whose chunks cannot be rendered apart from each other. All of today's formats can, gif included
 * (its palette is made while assembling); what is not a format at all is refused here.
 * @throws FORMAT_NOT_SUPPORTED_IN_DISTRIBUTED
 */
export function rejectUnsupportedDistributedFormat(format: unknown): void {
  const known: readonly unknown[] = distributedRenderConfigSchema.shape.format.unwrap().options;
  if (known.includes(format)) return;
  throw new RenderError(
    'FORMAT_NOT_SUPPORTED_IN_DISTRIBUTED',
    `The format ${JSON.stringify(format)} cannot be rendered in chunks; use one of ${known.join(', ')}.`,
    { field: 'format' },
  );
}

/** Parses a file's JSON value; `describe` names the file in the error. */
export function parseWith<S extends z.ZodType>(
  schema: S,
  value: unknown,
  toError: (message: string) => RenderError,
): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw toError(
    parsed.error.issues
      .flatMap(toLines)
      .map((issue) => issue.text)
      .join('; '),
  );
}

function toLines(issue: z.core.$ZodIssue): { field: string; text: string }[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const field = [...issue.path, key].join('.');
      return { field, text: `${field}: there is no such setting` };
    });
  }
  const field = issue.path.join('.');
  return [{ field, text: field === '' ? issue.message : `${field}: ${issue.message}` }];
}

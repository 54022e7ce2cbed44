import { resolve } from 'node:path';
import { RenderError } from '../../errors/index.js';
import type { TableRow } from './read-rows.js';

const PLACEHOLDER = /\{([^{}]*)\}/g;
/** What no file system takes in a name, or takes for a path. */
const UNFIT = /[/\\:*?"<>|\p{Cc}]/u;

/** The columns that a template names, without `index`. */
export function templateColumns(template: string): string[] {
  return [...template.matchAll(PLACEHOLDER)].map(([, name = '']) => name).filter((name) => name !== 'index');
}

/**
 * The output of each row: `{column}` of the template is the row's cell, `{index}` its number with leading zeros.
 * @param cwd what a relative template starts from.
 * @throws CONFIG_INVALID naming rows and cells: a column that a row does not have, a value that is no part of a file's
 * name (`a/b`, `..`), two rows that would write the same file.
 */
export function nameOutputs(template: string, rows: readonly TableRow[], cwd: string): string[] {
  const digits = String(rows.length).length;
  const outputs = rows.map((row) => {
    const path = template.replaceAll(PLACEHOLDER, (_, name: string) =>
      name === 'index' ? String(row.index).padStart(digits, '0') : namePart(name, row),
    );
    return resolve(cwd, path);
  });
  assertDistinct(outputs, rows, template);
  return outputs;
}

function namePart(name: string, { cells, index, line }: TableRow): string {
  const value = cells[name];
  const row = `row ${index} (line ${line})`;
  if (value === undefined || value === null || typeof value === 'object') {
    const had = value === undefined ? 'has no such value' : 'has something else than text there';
    throw refused(
      `the name has {${name}}, and ${row} ${had}`,
      `Add the column "${name}", or use {index} in the name.`,
    );
  }
  const text = String(value).trim();
  const isUnfit = text === '' || UNFIT.test(text) || /^\.+$/.test(text) || /[. ]$/.test(text);
  if (!isUnfit) return text;
  throw refused(
    `${row} has ${name}: ${JSON.stringify(String(value))}, which cannot be a part of a file's name`,
    'Use letters, digits, spaces, dots, hyphens and underscores.',
  );
}

/** Names that differ in case alone are one file on many systems. */
function assertDistinct(outputs: readonly string[], rows: readonly TableRow[], template: string): void {
  const owners = new Map<string, TableRow>();
  outputs.forEach((path, at) => {
    const row = rows[at] as TableRow;
    const key = path.normalize('NFC').toLowerCase();
    const other = owners.get(key);
    if (other !== undefined) {
      throw refused(
        `rows ${other.index} (line ${other.line}) and ${row.index} (line ${row.line}) would both write ${path}`,
        template.includes('{index}')
          ? 'Give each row a name of its own.'
          : 'Add {index} or a column that differs to the name.',
      );
    }
    owners.set(key, row);
  });
}

function refused(why: string, fix: string): RenderError {
  return new RenderError('CONFIG_INVALID', `batch: ${why}. ${fix}`, { field: 'output', fix });
}

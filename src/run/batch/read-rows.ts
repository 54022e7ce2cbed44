import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { type CsvErrorCode, type Info, parse } from 'csv-parse/sync';
import { RenderError } from '../../errors/index.js';

/** One line of a table: what one render of a batch is given. */
export interface TableRow {
  /** From 1. */
  readonly index: number;
  /** Line of the file on which it begins, from 1. */
  readonly line: number;
  /** By column. Cells of a CSV are text; empty ones are left out, so that the default is used. */
  readonly cells: Readonly<Record<string, unknown>>;
}

/**
 * Reads the rows of a batch: `.csv` with a header, `.jsonl` with an object per line, `.json` with an array of objects.
 * @throws INPUT_NOT_FOUND; CONFIG_INVALID naming file and line for what cannot be read, and for a table without rows.
 */
export async function readRows(path: string): Promise<TableRow[]> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new RenderError(
      'INPUT_NOT_FOUND',
      `batch: there is no file ${path}.`,
      { path, field: 'batch' },
      { cause },
    );
  });
  const read = READERS[extname(path).toLowerCase()];
  if (read === undefined)
    throw invalid(path, null, 'its extension must be .csv, .jsonl or .json', 'Name it by what it is.');
  const rows = read(text.replace(/^\uFEFF/, ''), path);
  if (rows.length === 0)
    throw invalid(path, null, 'it has no rows', 'Add a row for each file that should be rendered.');
  return rows;
}

const READERS: Readonly<Record<string, (text: string, path: string) => TableRow[]>> = {
  '.csv': readCsv,
  '.jsonl': readJsonLines,
  '.ndjson': readJsonLines,
  '.json': readJsonArray,
};

function readCsv(text: string, path: string): TableRow[] {
  try {
    const records = parse<Record<string, string>>(text, {
      columns: (header: string[]) => header.map((name) => name.trim()),
      info: true,
      skip_empty_lines: true,
    }) as unknown as readonly { readonly record: Record<string, string>; readonly info: Info }[];
    return records.map(({ record, info }, index) => ({
      index: index + 1,
      // The parser tells the line on which a record ends.
      line: info.lines - Object.values(record).join('').split('\n').length + 1,
      cells: Object.fromEntries(Object.entries(record).filter(([, cell]) => cell !== '')),
    }));
  } catch (cause) {
    const { code, lines, message } = cause as { code?: CsvErrorCode; lines?: number; message: string };
    if (code === undefined) throw cause;
    throw invalid(path, lines ?? null, message, 'Correct the line; quote cells that hold commas or quotes.');
  }
}

function readJsonLines(text: string, path: string): TableRow[] {
  const lines = text.split('\n').map((content, at) => ({ content, line: at + 1 }));
  return lines
    .filter(({ content }) => content.trim() !== '')
    .map(({ content, line }, index) => ({
      index: index + 1,
      line,
      cells: toCells(parseJson(content, path, line), path, line),
    }));
}

function readJsonArray(text: string, path: string): TableRow[] {
  const parsed = parseJson(text, path, 1);
  const rows: unknown = Array.isArray(parsed) ? parsed : (parsed as { rows?: unknown } | null)?.rows;
  if (!Array.isArray(rows))
    throw invalid(path, 1, 'it is no array of objects', 'Write [{ … }, { … }], one object per file.');
  return rows.map((row: unknown, index) => ({ index: index + 1, line: 1, cells: toCells(row, path, 1) }));
}

function parseJson(text: string, path: string, line: number): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw invalid(path, line, `it is not JSON (${why})`, 'Correct the line.');
  }
}

function toCells(value: unknown, path: string, line: number): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw invalid(path, line, 'a row is no JSON object', 'Write an object of values by variable id.');
}

function invalid(path: string, line: number | null, why: string, fix: string): RenderError {
  const where = line === null ? path : `${path}:${line}`;
  return new RenderError('CONFIG_INVALID', `batch: ${where} cannot be read: ${why}. ${fix}`, {
    field: 'batch',
    path,
    ...(line !== null && { line }),
    fix,
  });
}

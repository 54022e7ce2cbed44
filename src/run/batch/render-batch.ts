import { readComposition, readTextValue } from '../../composition/index.js';
import {
  type DistributedRenderConfig,
  getDefaults,
  type RunEvent,
  type VariableValues,
} from '../../contract/index.js';
import { type ErrorData, RenderError, toErrorData, toRenderError } from '../../errors/index.js';
import { locateTools } from '../../tools/index.js';
import { renderRun } from '../render-run.js';
import type { RenderRunOptions } from '../types.js';
import { WarmTools } from '../warm-tools.js';
import { nameOutputs, templateColumns } from './name-outputs.js';
import { readRows, type TableRow } from './read-rows.js';

/** What a batch is asked to do. The other options are those of each run. */
export interface RenderBatchOptions
  extends Omit<RenderRunOptions, 'outputPath' | 'runDir' | 'resume' | 'onEvent' | 'control' | 'warm'> {
  /** Absolute path of the table. */
  readonly rowsPath: string;
  /** A path with `{column}` and `{index}` in it. */
  readonly outputTemplate: string;
  /** What a relative template starts from. */
  readonly cwd: string;
  readonly onEvent?: ((event: BatchEvent) => void) | undefined;
}

/** One row on its way. */
export interface BatchRow {
  /** From 1. */
  readonly row: number;
  /** Of the table, from 1. */
  readonly line: number;
  readonly outputPath: string;
}

/** What became of a row. */
export interface BatchRowResult extends BatchRow {
  readonly ok: boolean;
  readonly frames: number | null;
  readonly sha256: string | null;
  readonly durationMs: number;
  readonly warnings: readonly string[];
  readonly error: ErrorData | null;
}

/** Everything that happens in a batch; `batch-result` is the last. */
export type BatchEvent =
  | { readonly type: 'batch-started'; readonly rows: readonly BatchRow[] }
  | ({ readonly type: 'row-started'; readonly variables: VariableValues } & BatchRow)
  | { readonly type: 'row-event'; readonly row: number; readonly event: RunEvent }
  | ({ readonly type: 'row-done' } & BatchRowResult)
  | ({ readonly type: 'row-failed' } & BatchRowResult)
  | BatchResult;

export interface BatchResult {
  readonly type: 'batch-result';
  readonly done: number;
  readonly failed: number;
  readonly durationMs: number;
  readonly rows: readonly BatchRowResult[];
}

/**
 * Renders a composition once per row of a table, one file each, with browsers that stay open in between. Names and, in
 * strict mode, values are checked for all rows before the first is rendered; a row that fails leaves no file, and the
 * others go on.
 * @throws CONFIG_INVALID, INPUT_NOT_FOUND, COMPOSITION_INVALID before anything is rendered; CANCELLED.
 */
export async function renderBatch(options: RenderBatchOptions): Promise<BatchResult> {
  const startedMs = performance.now();
  const { rowsPath, outputTemplate, cwd, onEvent, ...asked } = options;
  const table = await readRows(rowsPath);
  const outputs = nameOutputs(outputTemplate, table, cwd);
  const variables = await readVariables(options, table);
  const rows = table.map(({ index, line }, at) => ({ row: index, line, outputPath: outputs[at] ?? '' }));
  onEvent?.({ type: 'batch-started', rows });
  const env = asked.env ?? process.env;
  const tools = await locateTools(asked.tools ?? {}, env);
  const common = { ...asked, tools };
  const warm = new WarmTools(tools, env);
  const onExit = () => warm.killAll();
  process.on('exit', onExit);
  const results: BatchRowResult[] = [];
  try {
    for (const [at, row] of rows.entries()) {
      const values = variables[at] ?? {};
      onEvent?.({ type: 'row-started', variables: values, ...row });
      const config = { ...common.config, variables: { ...common.config.variables, ...values } };
      const onRunEvent = (event: RunEvent) => onEvent?.({ type: 'row-event', row: row.row, event });
      const result = await renderRow({ ...common, config, warm, onEvent: onRunEvent }, row);
      results.push(result);
      onEvent?.({ type: result.ok ? 'row-done' : 'row-failed', ...result });
    }
  } finally {
    await warm.close();
    process.off('exit', onExit);
  }
  const failed = results.filter(({ ok }) => !ok).length;
  const durationMs = performance.now() - startedMs;
  const result = {
    type: 'batch-result',
    done: results.length - failed,
    failed,
    durationMs,
    rows: results,
  } as const;
  onEvent?.(result);
  return result;
}

/** @throws CANCELLED; every other failure is the row's result. */
async function renderRow(
  options: Omit<RenderRunOptions, 'outputPath'>,
  row: BatchRow,
): Promise<BatchRowResult> {
  const startedMs = performance.now();
  let warnings: readonly string[] = [];
  const onEvent = (event: RunEvent) => {
    if (event.type === 'plan-ready') warnings = event.warnings;
    options.onEvent?.(event);
  };
  const facts = () => ({ ...row, warnings, durationMs: performance.now() - startedMs });
  try {
    const { frames, sha256 } = await renderRun({ ...options, outputPath: row.outputPath, onEvent });
    return { ...facts(), ok: true, frames, sha256, error: null };
  } catch (thrown) {
    const error = toRenderError(thrown);
    if (error.code === 'CANCELLED') throw error;
    return { ...facts(), ok: false, frames: null, sha256: null, error: toErrorData(error) };
  }
}

/**
 * The values of every row: text is read as the type that the composition declares. A column that is not declared and
 * stands in the name is there for the name alone.
 */
async function readVariables(
  { projectDir, config, outputTemplate }: RenderBatchOptions,
  table: readonly TableRow[],
): Promise<VariableValues[]> {
  const entryFile = config.entryFile ?? getDefaults().entryFile;
  const { declaredVariables } = await readComposition(projectDir, entryFile);
  const declared = new Map(declaredVariables.map((variable) => [variable.id, variable]));
  const onlyNames = templateColumns(outputTemplate).filter((column) => !declared.has(column));
  const values = table.map(({ cells }) => {
    const entries = Object.entries(cells as VariableValues).filter(([column]) => !onlyNames.includes(column));
    return Object.fromEntries(
      entries.map(([id, cell]) => [
        id,
        typeof cell === 'string' ? readTextValue(declared.get(id), cell) : cell,
      ]),
    );
  });
  if (config.strictness === 'strict') await assertNoWarnings(projectDir, entryFile, config, table, values);
  return values;
}

async function assertNoWarnings(
  projectDir: string,
  entryFile: string,
  config: DistributedRenderConfig,
  table: readonly TableRow[],
  values: readonly VariableValues[],
): Promise<void> {
  const warnings: string[] = [];
  for (const [at, { index, line }] of table.entries()) {
    const given = { ...config.variables, ...values[at] } as VariableValues;
    const composition = await readComposition(projectDir, entryFile, given);
    warnings.push(...composition.warnings.map((warning) => `Row ${index} (line ${line}): ${warning}`));
  }
  if (warnings.length === 0) return;
  const fix = 'Correct the table or the declarations, or use strictness "lenient".';
  throw new RenderError(
    'COMPOSITION_INVALID',
    `Warnings count as errors (strictness "strict"): ${warnings.join(' ')} ${fix}`,
    { warnings, field: 'strictness', fix },
  );
}

import { resolve } from 'node:path';
import type { RunSnapshot } from '../../contract/index.js';
import { fromErrorData, RenderError } from '../../errors/index.js';
import { killTree } from '../../process/index.js';
import {
  type BatchEvent,
  type BatchResult,
  type RenderRunOptions,
  reduceSnapshot,
  renderBatch,
  runFolder,
} from '../../run/index.js';
import type { CommandContext } from '../run-command.js';
import { writeJsonLine, writeLines } from '../terminal.js';
import { describeBatchResult, describeRow } from '../view/describe-batch.js';
import { followRun, pickFollowMode, type RunFollower } from '../view/follow-run.js';

interface BatchOptions {
  readonly batch: string;
  readonly output: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly runDir?: string;
  readonly resume?: boolean;
}

/** `framelane render --batch`: a file per row of a table. @returns 0, or the exit code of the first row that failed. */
export async function renderRows(
  context: CommandContext,
  request: RenderRunOptions,
  options: BatchOptions,
): Promise<number> {
  const { terminal, signal } = context;
  if (options.runDir !== undefined || options.resume === true) {
    const field = options.resume === true ? 'resume' : 'runDir';
    throw new RenderError('CONFIG_INVALID', `${field}: every row of a batch has a run folder of its own.`, {
      field,
    });
  }
  const json = options.json === true;
  const mode = pickFollowMode({ json, quiet: options.quiet === true }, terminal);
  let follower: RunFollower | null = null;
  let snapshot: RunSnapshot | null = null;
  let rowCount = 0;
  context.onKill(() => {
    for (const { browserPid } of snapshot?.workers ?? []) if (browserPid !== null) killTree(browserPid);
  });
  const show = (event: BatchEvent) => {
    if (event.type === 'batch-started') rowCount = event.rows.length;
    if (event.type === 'row-started') {
      snapshot = null;
      if (mode === 'live' || mode === 'lines')
        writeLines(terminal.stderr, [describeRow(event, rowCount, terminal.cwd, terminal.paintErr)]);
      follower = json ? null : followRun(mode, terminal);
    }
    if (event.type === 'row-event') {
      snapshot = reduceSnapshot(snapshot, event.event);
      if (event.event.type === 'run-started') context.setLogPath(runFolder(event.event.runDir).events);
      follower?.onEvent(event.event, snapshot);
    }
    if (event.type === 'row-done' || event.type === 'row-failed') follower?.close();
    if (event.type === 'row-done' && mode === 'silent') writeLines(terminal.stdout, [event.outputPath]);
  };
  try {
    const { projectDir, config, runsRoot, workers, keep, tools, remote, env } = request;
    const result = await renderBatch({
      ...{ projectDir, config, runsRoot, workers, keep, tools, remote, env, signal },
      rowsPath: resolve(terminal.cwd, options.batch),
      outputTemplate: options.output,
      cwd: terminal.cwd,
      onEvent(event) {
        // A run's event is told as it is, with the row that it belongs to.
        if (json)
          writeJsonLine(
            terminal.stdout,
            event.type === 'row-event' ? { row: event.row, ...event.event } : event,
          );
        show(event);
      },
    });
    return report(result, context, mode);
  } finally {
    (follower as RunFollower | null)?.close();
  }
}

function report(result: BatchResult, { terminal }: CommandContext, mode: string): number {
  const lines = describeBatchResult(result, terminal.cwd, terminal.paintErr);
  if (mode === 'live' || mode === 'lines') writeLines(terminal.stdout, ['', ...lines]);
  else if (result.failed > 0) writeLines(terminal.stderr, lines);
  const error = result.rows.find((row) => row.error !== null)?.error;
  return error == null ? 0 : fromErrorData(error).exitCode;
}

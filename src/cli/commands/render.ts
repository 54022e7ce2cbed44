import { resolve } from 'node:path';
import type { RunSnapshot } from '../../contract/index.js';
import { RenderError } from '../../errors/index.js';
import { killTree, runsRootOf } from '../../process/index.js';
import { type RenderRunOptions, reduceSnapshot, renderRun, runFolder } from '../../run/index.js';
import { findProject } from '../find-project.js';
import {
  addCommonOptions,
  addConfigOptions,
  addRemoteOptions,
  type CommonOptions,
  type ConfigOptions,
  pickFormat,
  type RemoteOptions,
  toRemoteAccess,
  toRenderConfig,
  toToolPaths,
  toWholeNumber,
} from '../options.js';
import type { Registry } from '../registry.js';
import { type CommandContext, runCommand } from '../run-command.js';
import { type Terminal, writeLines } from '../terminal.js';
import { describeResult } from '../view/describe-result.js';
import { followRun, pickFollowMode } from '../view/follow-run.js';
import { renderRows } from './render-batch.js';

interface RenderOptions extends CommonOptions, ConfigOptions, RemoteOptions {
  readonly output: string;
  readonly workers?: string;
  readonly keep?: boolean;
  readonly runDir?: string;
  readonly resume?: boolean;
  readonly quiet?: boolean;
  readonly batch?: string;
}

/** `framelane render`: plan, chunks and assembly in one go. */
export function addRenderCommand({ program, terminal, finish }: Registry): void {
  const command = program
    .command('render')
    .description('render a composition to a verified video file')
    .argument('<project>', 'folder of the composition, its HTML file, or the URL of a page')
    .requiredOption('-o, --output <file>', 'the file to write; its extension tells the format')
    .option('--workers <number>', 'browsers at once (default: what memory and CPU allow)')
    .option('--keep', 'keep the plan, the chunks and the event log of a run that succeeded')
    .option('--run-dir <dir>', 'where plan, chunks and event log go')
    .option('--resume', 'go on with the interrupted run in --run-dir; verified chunks are kept')
    .option(
      '--batch <table>',
      'render one file per row of a .csv, .jsonl or .json table; the output names columns: out/{name}.mp4, {index}',
    )
    .option('--quiet', 'print nothing but the path of the finished file');
  addCommonOptions(addRemoteOptions(addConfigOptions(command)));
  command.action(async (project: string, options: RenderOptions) => {
    finish(await runCommand(terminal, options, (context) => render(context, project, options)));
  });
}

async function render(context: CommandContext, project: string, options: RenderOptions): Promise<number> {
  const { terminal, signal } = context;
  const request = await toRequest(project, options, terminal);
  if (options.batch !== undefined) return renderRows(context, request, { ...options, batch: options.batch });
  const mode = pickFollowMode({ json: options.json === true, quiet: options.quiet === true }, terminal);
  const follower = followRun(mode, terminal);
  let snapshot: RunSnapshot | null = null;
  context.onKill(() => {
    for (const { browserPid } of snapshot?.workers ?? []) if (browserPid !== null) killTree(browserPid);
  });
  try {
    const result = await renderRun({
      ...request,
      signal,
      onEvent(event) {
        snapshot = reduceSnapshot(snapshot, event);
        if (event.type === 'run-started') context.setLogPath(runFolder(event.runDir).events);
        if (event.type === 'error' && mode === 'json') context.errorWasWritten();
        follower.onEvent(event, snapshot);
      },
    });
    follower.close();
    if (mode === 'silent') writeLines(terminal.stdout, [result.outputPath]);
    if (mode === 'live' || mode === 'lines') {
      writeLines(terminal.stdout, [
        '',
        ...describeResult(result.assemble, result.durationMs, terminal.paintOut),
      ]);
    }
    return 0;
  } finally {
    follower.close();
  }
}

/** What the options ask of a run. Fails before anything is started. */
async function toRequest(
  project: string,
  options: RenderOptions,
  { cwd, env }: Terminal,
): Promise<RenderRunOptions> {
  const outputPath = resolve(cwd, options.output);
  const { projectDir, entryFile } = await findProject(project, cwd);
  const format = pickFormat(outputPath, options.format);
  if (options.resume === true && options.runDir === undefined) {
    throw new RenderError(
      'CONFIG_INVALID',
      'resume: --resume needs the run to go on with: add --run-dir <dir>.',
      {
        field: 'runDir',
      },
    );
  }
  return {
    projectDir,
    outputPath,
    config: await toRenderConfig(options, cwd, { format, entryFile }),
    runDir: options.runDir === undefined ? undefined : resolve(cwd, options.runDir),
    runsRoot: runsRootOf(env),
    workers: options.workers === undefined ? undefined : toWholeNumber(options.workers, 'workers', 1),
    keep: options.keep,
    resume: options.resume,
    tools: toToolPaths(options, cwd),
    remote: toRemoteAccess(options),
    env,
  };
}

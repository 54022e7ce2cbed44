import { resolve } from 'node:path';
import { getDefaults } from '../../contract/index.js';
import { RenderError } from '../../errors/index.js';
import { explainPlanDifference, plan, readPlan } from '../../plan/index.js';
import { findProject } from '../find-project.js';
import {
  addCommonOptions,
  addConfigOptions,
  addRemoteOptions,
  type CommonOptions,
  type ConfigOptions,
  type RemoteOptions,
  toRemoteAccess,
  toRenderConfig,
  toToolPaths,
} from '../options.js';
import type { Registry } from '../registry.js';
import { type CommandContext, runCommand } from '../run-command.js';
import { describeDifferences, describePlan } from '../view/describe-plan.js';

interface PlanOptions extends CommonOptions, ConfigOptions, RemoteOptions {
  readonly output?: string;
  readonly explain?: boolean;
  readonly allowSystemFonts?: boolean;
}

/** `framelane plan`: freezes a plan directory, or says why two of them differ. */
export function addPlanCommand({ program, terminal, finish }: Registry): void {
  const command = program
    .command('plan')
    .description('freeze a composition into a plan directory, from which chunks are rendered')
    .argument(
      '<project>',
      'folder of the composition, its HTML file, or the URL of a page; with --explain, a plan directory',
    )
    .argument('[other]', 'with --explain, the plan directory to compare with')
    .option('-o, --output <dir>', 'the plan directory to write')
    .option('--allow-system-fonts', 'draw text in fonts of this machine; others may draw it differently')
    .option('--explain', 'say why the hashes of two plan directories differ');
  addCommonOptions(addRemoteOptions(addConfigOptions(command)));
  command.action(async (first: string, second: string | undefined, options: PlanOptions) => {
    const work =
      options.explain === true
        ? (context: CommandContext) => explain(context, first, second)
        : (context: CommandContext) => freeze(context, first, second, options);
    finish(await runCommand(terminal, options, work));
  });
}

async function freeze(
  context: CommandContext,
  project: string,
  extra: string | undefined,
  options: PlanOptions,
): Promise<number> {
  const { terminal, signal, report, answer } = context;
  if (options.output === undefined) throw usage('output', 'name the plan directory to write with -o <dir>');
  if (extra !== undefined)
    throw usage('other', `"${extra}" is too much; a second argument belongs to --explain`);
  const { projectDir, entryFile } = await findProject(project, terminal.cwd);
  const format = options.format ?? getDefaults().format;
  const config = await toRenderConfig(options, terminal.cwd, { format, entryFile });
  const rejectOnSystemFonts = options.allowSystemFonts !== true;
  const result = await plan(
    projectDir,
    { ...config, rejectOnSystemFonts },
    resolve(terminal.cwd, options.output),
    {
      signal,
      tools: toToolPaths(options, terminal.cwd),
      remote: toRemoteAccess(options),
      env: terminal.env,
      onProgress: (progress) => report('plan-progress', progress),
    },
  );
  answer(result, () => describePlan(result, terminal.paintOut));
  return 0;
}

async function explain(
  { terminal, answer }: CommandContext,
  first: string,
  second: string | undefined,
): Promise<number> {
  if (second === undefined) throw usage('other', '--explain takes two plan directories');
  const [a, b] = await Promise.all([
    readPlan(resolve(terminal.cwd, first)),
    readPlan(resolve(terminal.cwd, second)),
  ]);
  const planHashes = [a.plan.planHash, b.plan.planHash] as const;
  const differences = explainPlanDifference(a, b);
  answer({ equal: planHashes[0] === planHashes[1], planHashes, differences }, () =>
    describeDifferences(planHashes, differences, terminal.paintOut),
  );
  return 0;
}

function usage(field: string, message: string): RenderError {
  return new RenderError('CONFIG_INVALID', `${field}: ${message}.`, { field });
}

import { getDefaults } from '../../contract/index.js';
import { lintProject } from '../../lint/index.js';
import { cacheDirOf } from '../../process/index.js';
import { findProject } from '../find-project.js';
import { addCommonOptions, type CommonOptions } from '../options.js';
import type { Registry } from '../registry.js';
import { type CommandContext, runCommand } from '../run-command.js';
import { describeFindings } from '../view/describe-findings.js';

interface LintOptions extends CommonOptions {
  readonly strict?: boolean;
}

/** Exit code when something was found: bad data, the same as COMPOSITION_INVALID's. */
const FOUND_EXIT_CODE = 65;

/** `framelane lint`: what a render would stumble over, by file and line, without running anything. */
export function addLintCommand({ program, terminal, finish }: Registry): void {
  const command = program
    .command('lint')
    .description('list what needs the network, is not deterministic, or is wrong on the timeline')
    .argument('<project>', 'folder of the composition, or its HTML file')
    .option('--strict', 'let warnings fail as well');
  addCommonOptions(command).action(async (project: string, options: LintOptions) => {
    finish(await runCommand(terminal, options, (context) => lint(context, project, options)));
  });
}

async function lint(
  { terminal, report, answer }: CommandContext,
  project: string,
  { strict }: LintOptions,
): Promise<number> {
  const { projectDir, entryFile } = await findProject(project, terminal.cwd);
  const findings = await lintProject(projectDir, entryFile ?? getDefaults().entryFile, {
    cacheDir: cacheDirOf(terminal.env),
  });
  for (const finding of findings) report('finding', finding);
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const warnings = findings.length - errors;
  answer({ errors, warnings }, () => describeFindings(findings, terminal.paintOut));
  return errors > 0 || (strict === true && warnings > 0) ? FOUND_EXIT_CODE : 0;
}

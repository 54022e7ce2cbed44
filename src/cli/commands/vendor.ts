import { type VendorResult, vendorProject } from '../../composition/index.js';
import { getDefaults } from '../../contract/index.js';
import { cacheDirOf } from '../../process/index.js';
import { findProject } from '../find-project.js';
import {
  addCommonOptions,
  addRemoteOptions,
  type CommonOptions,
  type RemoteOptions,
  toRemoteAccess,
} from '../options.js';
import type { Registry } from '../registry.js';
import { type CommandContext, runCommand } from '../run-command.js';
import { writeLines } from '../terminal.js';
import type { Paint } from '../view/paint.js';
import { count, size } from '../view/phrases.js';

type VendorOptions = CommonOptions & RemoteOptions;

/** `framelane vendor`: brings what a composition loads from other hosts into the project, once. */
export function addVendorCommand({ program, terminal, finish }: Registry): void {
  const command = program
    .command('vendor')
    .description('bring everything that a composition loads from other hosts into its vendor folder')
    .argument('<project>', 'folder of the composition, or its HTML file');
  addCommonOptions(addRemoteOptions(command)).action(async (project: string, options: VendorOptions) => {
    finish(await runCommand(terminal, options, (context) => vendor(context, project, options)));
  });
}

async function vendor(context: CommandContext, project: string, options: VendorOptions): Promise<number> {
  const { terminal, signal, report, answer } = context;
  const { projectDir, entryFile } = await findProject(project, terminal.cwd);
  const { network, allowedOrigins = [] } = toRemoteAccess(options);
  const result = await vendorProject(projectDir, entryFile ?? getDefaults().entryFile, {
    cacheDir: cacheDirOf(terminal.env),
    network,
    signal,
    limits: { allowedOrigins },
    onFetch(url) {
      report('vendor-progress', { url });
      if (options.json !== true) writeLines(terminal.stderr, [terminal.paintErr('dim', `fetching ${url}`)]);
    },
  });
  answer(result, () => describeVendored(result, terminal.paintOut));
  return 0;
}

function describeVendored({ files, removed }: VendorResult, paint: Paint): string[] {
  if (files.length === 0 && removed.length === 0) {
    return ['The composition loads nothing from other hosts.'];
  }
  const added = files.filter(({ source }) => source !== 'vendor').length;
  const bytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return [
    ...files.map(
      ({ url, path, source }) => `  ${paint('dim', source.padEnd(8))}${path}  ${paint('dim', url)}`,
    ),
    ...removed.map((path) => `  ${paint('warn', 'removed'.padEnd(8))}${path}`),
    `${count(files.length, 'file')}, ${size(bytes)}; ${added} new`,
  ];
}

import { Command, CommanderError } from 'commander';
import { FRAMELANE_VERSION } from '../contract/index.js';
import { RenderError, toErrorData } from '../errors/index.js';
import { addAssembleCommand } from './commands/assemble.js';
import { addChunkCommand } from './commands/chunk.js';
import { addDoctorCommand } from './commands/doctor.js';
import { addLintCommand } from './commands/lint.js';
import { addPlanCommand } from './commands/plan.js';
import { addRenderCommand } from './commands/render.js';
import { addServeCommand } from './commands/serve.js';
import { addSetupCommand } from './commands/setup.js';
import { addVendorCommand } from './commands/vendor.js';
import type { Registry } from './registry.js';
import { type Terminal, writeJsonLine } from './terminal.js';

/** Exit code for arguments that make no sense, by BSD's sysexits (EX_USAGE); the same as CONFIG_INVALID's. */
const USAGE_EXIT_CODE = 64;

/**
 * The command line as a function.
 * @param args without node and script.
 * @returns the exit code; 0, or by the error table.
 */
export async function runCli(args: readonly string[], terminal: Terminal): Promise<number> {
  let exitCode = 0;
  const program = new Command('framelane')
    .description('Renders HTML compositions to video in concurrent chunks.')
    .version(FRAMELANE_VERSION)
    .showHelpAfterError('(add --help for the options)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
    });
  const registry: Registry = {
    program,
    terminal,
    finish: (code) => {
      exitCode = code;
    },
  };
  addRenderCommand(registry);
  addPlanCommand(registry);
  addChunkCommand(registry);
  addAssembleCommand(registry);
  addLintCommand(registry);
  addVendorCommand(registry);
  addDoctorCommand(registry);
  addSetupCommand(registry);
  addServeCommand(registry);
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return 0;
    if (args.includes('--json')) {
      const message = error.message.replace(/^error: /, '');
      writeJsonLine(terminal.stdout, {
        type: 'error',
        error: toErrorData(new RenderError('CONFIG_INVALID', message)),
      });
    }
    return USAGE_EXIT_CODE;
  }
}

import { Command, CommanderError } from 'commander';
import { FRAMELANE_VERSION } from '../contract/index.js';
import { RenderError, toErrorData } from '../errors/index.js';
import type { Registry } from './registry.js';
import { type Terminal, writeJsonLine } from './terminal.js';

/** Exit code for arguments that make no sense, by BSD's sysexits (EX_USAGE); the same as CONFIG_INVALID's. */
const USAGE_EXIT_CODE = 64;

/** The commands in the order of the help, each with the module that it needs. */
const COMMANDS: Readonly<Record<string, () => Promise<(registry: Registry) => void>>> = {
  render: async () => (await import('./commands/render.js')).addRenderCommand,
  plan: async () => (await import('./commands/plan.js')).addPlanCommand,
  chunk: async () => (await import('./commands/chunk.js')).addChunkCommand,
  assemble: async () => (await import('./commands/assemble.js')).addAssembleCommand,
  lint: async () => (await import('./commands/lint.js')).addLintCommand,
  vendor: async () => (await import('./commands/vendor.js')).addVendorCommand,
  doctor: async () => (await import('./commands/doctor.js')).addDoctorCommand,
  setup: async () => (await import('./commands/setup.js')).addSetupCommand,
  serve: async () => (await import('./commands/serve.js')).addServeCommand,
};

/** The command that is called, alone: loading the others costs more than many of them take. All of them for the help. */
function loadCommands([name = '']: readonly string[]): Promise<((registry: Registry) => void)[]> {
  const called = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  return Promise.all((called === undefined ? Object.values(COMMANDS) : [called]).map((load) => load()));
}

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
  for (const add of await loadCommands(args)) add(registry);
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

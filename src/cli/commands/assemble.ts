import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { assemble } from '../../assemble/index.js';
import { RenderError } from '../../errors/index.js';
import { readPlan } from '../../plan/index.js';
import { addCommonOptions, type CommonOptions, toToolPaths } from '../options.js';
import type { Registry } from '../registry.js';
import { runCommand } from '../run-command.js';
import { describeResult } from '../view/describe-result.js';

interface AssembleOptions extends CommonOptions {
  readonly output: string;
  readonly chunksDir?: string;
}

/** `framelane assemble`: joins chunk files to the finished, verified file. */
export function addAssembleCommand({ program, terminal, finish }: Registry): void {
  const command = program
    .command('assemble')
    .description('join rendered chunks to the finished file and verify it')
    .argument('<planDir>', 'the plan directory')
    .argument('[chunks...]', 'the chunk files, in order')
    .requiredOption('-o, --output <file>', 'the file to write')
    .option('--chunks-dir <dir>', 'take every chunk of this folder, in the order of their names');
  addCommonOptions(command).action(async (planDir: string, chunks: string[], options: AssembleOptions) => {
    const code = await runCommand(terminal, options, async ({ signal, report, answer }) => {
      const planPath = resolve(terminal.cwd, planDir);
      const plan = await readPlan(planPath);
      const chunkPaths = await findChunks(chunks, options.chunksDir, terminal.cwd);
      const result = await assemble(
        planPath,
        chunkPaths,
        plan.plan.audioPath === null ? null : join(planPath, plan.plan.audioPath),
        resolve(terminal.cwd, options.output),
        {
          signal,
          tools: toToolPaths(options, terminal.cwd),
          env: terminal.env,
          onProgress: (progress) => report('assemble-progress', progress),
        },
      );
      answer(result, () => describeResult(result, null, terminal.paintOut));
      return 0;
    });
    finish(code);
  });
}

/**
 * The chunk files to join: those that were named, or those of a folder, which are what has a sidecar `<name>.json`.
 * @throws CONFIG_INVALID when none or both were given, INPUT_NOT_FOUND for the folder.
 */
async function findChunks(
  named: readonly string[],
  folder: string | undefined,
  cwd: string,
): Promise<string[]> {
  if (named.length > 0 === (folder !== undefined)) {
    throw new RenderError(
      'CONFIG_INVALID',
      'chunks: name the chunk files, or their folder with --chunks-dir.',
      {
        field: 'chunks',
      },
    );
  }
  if (folder === undefined) return named.map((path) => resolve(cwd, path));
  const dir = resolve(cwd, folder);
  const names = await readdir(dir).catch((cause: unknown) => {
    throw new RenderError(
      'INPUT_NOT_FOUND',
      `chunks-dir: there is no folder ${dir}.`,
      { path: dir },
      { cause },
    );
  });
  return names
    .filter((name) => names.includes(`${name}.json`))
    .sort()
    .map((name) => join(dir, name));
}

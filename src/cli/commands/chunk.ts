import { resolve } from 'node:path';
import { renderChunk } from '../../chunk/index.js';
import { addCommonOptions, type CommonOptions, toToolPaths, toWholeNumber } from '../options.js';
import type { Registry } from '../registry.js';
import { runCommand } from '../run-command.js';
import { describeChunk } from '../view/describe-chunk.js';

interface ChunkOptions extends CommonOptions {
  readonly output: string;
}

/** `framelane chunk`: renders one chunk of a plan. */
export function addChunkCommand({ program, terminal, finish }: Registry): void {
  const command = program
    .command('chunk')
    .description('render one chunk of a plan directory')
    .argument('<planDir>', 'the plan directory')
    .argument('<index>', 'which chunk, from 0')
    .requiredOption('-o, --output <file>', 'the chunk file to write; its sidecar goes beside it');
  addCommonOptions(command).action(async (planDir: string, index: string, options: ChunkOptions) => {
    const code = await runCommand(terminal, options, async ({ signal, report, answer }) => {
      const result = await renderChunk(
        resolve(terminal.cwd, planDir),
        toWholeNumber(index, 'index', 0),
        resolve(terminal.cwd, options.output),
        {
          signal,
          tools: toToolPaths(options, terminal.cwd),
          env: terminal.env,
          onProgress: (progress) => report('chunk-progress', progress),
        },
      );
      answer(result, () => describeChunk(result, terminal.paintOut));
      return 0;
    });
    finish(code);
  });
}

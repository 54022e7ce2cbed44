import { findBrowser, installBrowser } from '../../browser/index.js';
import type { FoundTool, ToolPaths } from '../../contract/index.js';
import { findFfmpeg, installFfmpeg } from '../../ffmpeg/index.js';
import { cacheDirOf } from '../../process/index.js';
import { addCommonOptions, type CommonOptions, toToolPaths } from '../options.js';
import type { Registry } from '../registry.js';
import { type CommandContext, runCommand } from '../run-command.js';
import { writeLines } from '../terminal.js';
import { createDownloadBar } from '../view/download-bar.js';
import type { Paint } from '../view/paint.js';

/** `framelane setup`: finds or installs what renders need. A second run finds everything and uses no network. */
export function addSetupCommand({ program, terminal, finish }: Registry): void {
  const command = program
    .command('setup')
    .description('find or install a headless browser, ffmpeg and ffprobe');
  addCommonOptions(command).action(async (options: CommonOptions) => {
    finish(await runCommand(terminal, options, (context) => setUp(context, options)));
  });
}

async function setUp(context: CommandContext, options: CommonOptions): Promise<number> {
  const { terminal, answer } = context;
  const tools = toToolPaths(options, terminal.cwd);
  const browser = await setUpBrowser(context, tools.browserPath);
  const { ffmpeg, ffprobe } = await setUpFfmpeg(context, tools);
  const found = { browser, ffmpeg, ffprobe };
  answer(found, () =>
    Object.entries(found).map(([name, tool]) => describeTool(name, tool, terminal.paintOut)),
  );
  return 0;
}

async function setUpBrowser(context: CommandContext, browserPath: string | undefined): Promise<FoundTool> {
  const where = { env: context.terminal.env, cacheDir: cacheDirOf(context.terminal.env) };
  const found = await findBrowser({ ...where, browserPath });
  return found ?? (await withInstallView(context, (view) => installBrowser({ ...where, ...view })));
}

async function setUpFfmpeg(
  context: CommandContext,
  { ffmpegPath, ffprobePath }: ToolPaths,
): Promise<{ readonly ffmpeg: FoundTool; readonly ffprobe: FoundTool }> {
  const { env } = context.terminal;
  const { ffmpeg, ffprobe } = await findFfmpeg({ ffmpegPath, ffprobePath, env });
  if (ffmpeg !== null && ffprobe !== null) return { ffmpeg, ffprobe };
  return await withInstallView(context, (view) => installFfmpeg({ env, ...view }));
}

/** Shows an installation while it goes on: each step a line, each download a bar. */
async function withInstallView<T>(
  { terminal, signal }: CommandContext,
  install: (view: {
    signal: AbortSignal;
    onStep: (message: string) => void;
    onProgress: (doneBytes: number, totalBytes: number) => void;
  }) => Promise<T>,
): Promise<T> {
  const bar = createDownloadBar(terminal);
  const onStep = (message: string) => {
    bar.close();
    writeLines(terminal.stderr, [`  ${terminal.paintErr('dim', message)}`]);
  };
  try {
    return await install({ signal, onStep, onProgress: bar.update });
  } finally {
    bar.close();
  }
}

function describeTool(name: string, tool: FoundTool, paint: Paint): string {
  return `  ${paint('good', '✓')} ${name.padEnd(8)} ${tool.path}  ${paint('dim', tool.why)}`;
}

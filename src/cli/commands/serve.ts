import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { distDir as findDistDir } from '../../files/index.js';
import { EngineSupervisor, serveHost } from '../../host/index.js';
import { cacheDirOf, dataDirOf, runsRootOf } from '../../process/index.js';
import { addCommonOptions, type CommonOptions, toWholeNumber } from '../options.js';
import type { Registry } from '../registry.js';
import { type CommandContext, runCommand } from '../run-command.js';
import { writeLines } from '../terminal.js';

interface ServeOptions extends CommonOptions {
  readonly port: string;
  readonly open: boolean;
}

/** Programs that open an address in the person's browser, by platform. */
const OPENERS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
  linux: ['xdg-open'],
};

/** `framelane serve`: the interface in any browser, with the engine on this machine. */
export function addServeCommand({ program, terminal, finish }: Registry): void {
  const command = program
    .command('serve')
    .description('open the interface in a browser; the engine stays on this machine')
    .option('--port <number>', 'port on 127.0.0.1; 0 takes a free one', '0')
    .option('--open', 'open the address in your browser', true)
    .option('--no-open', 'only print the address');
  addCommonOptions(command).action(async (options: ServeOptions) => {
    finish(await runCommand(terminal, options, (context) => serve(context, options)));
  });
}

async function serve(context: CommandContext, options: ServeOptions): Promise<number> {
  const { terminal, signal, report } = context;
  const { env } = terminal;
  const distDir = findDistDir();
  const engine = new EngineSupervisor({
    folders: {
      dataDir: dataDirOf(env),
      cacheDir: cacheDirOf(env),
      runsRoot: runsRootOf(env),
      examplesDir: join(dirname(distDir), 'examples'),
    },
    env,
    onGone: (how) => writeLines(terminal.stderr, [`The engine ended (${how}). A window starts it again.`]),
  });
  context.onKill(() => engine.kill());
  await engine.start();
  const say = (url: string, lines: readonly string[]) => {
    if (options.json === true) report('serving', { url, port: Number(new URL(url).port) });
    else writeLines(terminal.stdout, lines);
  };
  const server = await serveHost(engine, {
    port: toWholeNumber(options.port, 'port', 0),
    uiDir: join(distDir, 'renderer'),
    onUsed: (url) => say(url, [`For another window: ${url}`]),
  }).catch(async (error: unknown) => {
    await engine.close();
    throw error;
  });
  say(server.url, [`Framelane is at ${server.url}`, 'Ctrl-C ends it, and what it renders.']);
  if (options.open) await openInBrowser(server.url);
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await server.close();
  await engine.close();
  return 0;
}

/** Opens an address; a machine without a desktop has nothing to open it with, and the address is printed anyway. */
async function openInBrowser(url: string): Promise<void> {
  const [file, ...args] = OPENERS[process.platform] ?? [];
  if (file === undefined) return;
  await execa(file, [...args, url], { reject: false, stdio: 'ignore', timeout: 5000, windowsHide: true });
}

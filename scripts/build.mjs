// Builds dist/: the page runtime as one string (esbuild), then every module of src/ (tsc). Fast enough for `prepare`.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { build as buildInterface } from 'vite';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');
// A running test keeps its files: only `--clean` (from `prepare`) starts from nothing.
if (process.argv.includes('--clean')) rmSync(dist, { recursive: true, force: true });

const page = await build({
  entryPoints: [
    join(root, 'src/page/runtime/main.ts'),
    join(root, 'src/page/runtime/workers/worker-main.ts'),
  ],
  outdir: dist,
  bundle: true,
  write: false,
  format: 'iife',
  target: 'chrome120',
  legalComments: 'none',
  minify: true,
});
const toConstant = (name, file) =>
  `export const ${name} = ${JSON.stringify(page.outputFiles.find(({ path }) => basename(path) === file).text)};\n`;
mkdirSync(join(dist, 'page'), { recursive: true });
writeFileSync(
  join(dist, 'page/runtime-source.js'),
  `/** The code that runs inside the page and its workers, built from src/page/runtime. */\n${toConstant('PAGE_RUNTIME_SOURCE', 'main.js')}${toConstant('WORKER_RUNTIME_SOURCE', 'worker-main.js')}`,
);

const tsc = join(root, 'node_modules/typescript/bin/tsc');
const compiled = spawnSync(process.execPath, [tsc, '-p', join(root, 'tsconfig.build.json')], {
  cwd: root,
  stdio: 'inherit',
});
// The compiler has said what is wrong.
if (compiled.status !== 0) process.exit(1);

// The interface, for the desktop app and `framelane serve`.
await buildInterface({
  configFile: join(root, 'vite.config.ts'),
  root: join(root, 'renderer'),
  logLevel: 'warn',
});

const bin = join(dist, 'cli/main.js');
if (!readFileSync(bin, 'utf8').startsWith('#!')) throw new Error('dist/cli/main.js has lost its #! line');
chmodSync(bin, 0o755);

// The last thing written: `npm test` builds again when a source is newer than this.
writeFileSync(join(dist, '.built'), '');

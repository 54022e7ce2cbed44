// Builds dist/: the page runtime as one string (esbuild), every module of src/ (tsc), then bundles of those that are
// started as programs (esbuild). Fast enough for `prepare`.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import assemblyscript from 'assemblyscript/asc';
import { build } from 'esbuild';
import { build as buildInterface } from 'vite';
import { bundlePrograms } from './lib/bundle-programs.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');
// A running test keeps its files: only `--clean` (from `prepare`) starts from nothing.
if (process.argv.includes('--clean')) rmSync(dist, { recursive: true, force: true });

mkdirSync(join(dist, 'page'), { recursive: true });
writePageModule('runtime-source.js', {
  PAGE_RUNTIME_SOURCE: await bundle('src/page/runtime/main.ts'),
  WORKER_RUNTIME_SOURCE: await bundle('src/page/runtime/workers/worker-main.ts'),
});
writePageModule('stage-source.js', {
  STAGE_SOURCE: await bundle('src/page/stage/main.ts'),
  FRAME_WORKER_SOURCE: await bundle('src/page/stage/frame-worker.ts'),
  I420_CONVERTER: await compileAssembly('src/page/stage/to-i420.as'),
});

/** Code that runs inside the browser, as one classic script. */
async function bundle(entryPoint) {
  const { outputFiles } = await build({
    entryPoints: [join(root, entryPoint)],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'chrome120',
    legalComments: 'none',
    minify: true,
  });
  return outputFiles[0].text;
}

/** AssemblyScript to WebAssembly, in base64. */
async function compileAssembly(path) {
  const source = readFileSync(join(root, path), 'utf8');
  let wasm;
  const flags = ['-O3', '--enable', 'simd', '--runtime', 'stub', '--importMemory', '--noAssert'];
  const { error, stderr } = await assemblyscript.main(['module.ts', '-o', 'module.wasm', ...flags], {
    readFile: (name) => (name === 'module.ts' ? source : null),
    writeFile: (_name, bytes) => {
      wasm = bytes;
    },
    listFiles: () => [],
  });
  if (error !== null) throw new Error(`${path}: ${stderr.toString()}`);
  return Buffer.from(wasm).toString('base64');
}

function writePageModule(name, values) {
  const lines = Object.entries(values).map(
    ([key, text]) => `export const ${key} = ${JSON.stringify(text)};\n`,
  );
  writeFileSync(join(dist, 'page', name), `// Built by scripts/build.mjs from src/page.\n${lines.join('')}`);
}

const tsc = join(root, 'node_modules/typescript/bin/tsc');
const compiled = spawnSync(process.execPath, [tsc, '-p', join(root, 'tsconfig.build.json')], {
  cwd: root,
  stdio: 'inherit',
});
// The compiler has said what is wrong.
if (compiled.status !== 0) process.exit(1);

await bundlePrograms(root, dist);

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

// Builds dist/electron: main and engine process as ES modules that use dist/ and node_modules as they are, and the
// preload as one CommonJS file, because a sandboxed preload can load nothing but Electron's own module.
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const outDir = resolve(root, process.argv[2] ?? 'dist/electron');

/** Imports of src/ stay imports, of the modules that the normal build wrote beside this folder. */
const useBuiltEngine = {
  name: 'use-built-engine',
  setup({ onResolve }) {
    onResolve({ filter: /^\.{1,2}\// }, ({ path, resolveDir }) => {
      const inSource = relative(join(root, 'src'), resolve(resolveDir, path));
      if (inSource.startsWith('..')) return undefined;
      return { path: `../${inSource.split(sep).join('/')}`, external: true };
    });
  },
};

const shared = { bundle: true, platform: 'node', legalComments: 'none', logLevel: 'warning' };
await build({
  ...shared,
  entryPoints: ['main', 'engine-process'].map((name) => join(root, `electron/${name}.ts`)),
  outdir: outDir,
  format: 'esm',
  target: 'node22',
  packages: 'external',
  plugins: [useBuiltEngine],
});
await build({
  ...shared,
  entryPoints: [join(root, 'electron/preload.ts')],
  outfile: join(outDir, 'preload.cjs'),
  format: 'cjs',
  target: 'chrome140',
  external: ['electron'],
});
mkdirSync(join(outDir, 'assets'), { recursive: true });
cpSync(join(root, 'electron/assets'), join(outDir, 'assets'), { recursive: true });
if (!existsSync(join(root, 'dist/host/index.js')))
  console.warn('dist/ has no engine yet: run npm run build.');

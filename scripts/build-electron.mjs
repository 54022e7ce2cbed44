// Builds dist/electron: the main process as one module with all it needs, so that the app's archive holds nothing else;
// the engine process as a module that uses dist/ and node_modules as they are; and the preload as one CommonJS file,
// because a sandboxed preload can load nothing but Electron's own module.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const outDir = join(root, 'dist/electron');

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
const asModule = { ...shared, format: 'esm', target: 'node22' };
await build({
  ...asModule,
  entryPoints: [join(root, 'electron/main.ts')],
  outfile: join(outDir, 'main.js'),
  external: ['electron'],
  // For packages that are CommonJS: a module has no `require` of its own.
  banner: {
    js: "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);",
  },
});
await build({
  ...asModule,
  entryPoints: [join(root, 'electron/engine-process.ts')],
  outfile: join(outDir, 'engine-process.js'),
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

// What Electron starts from a checkout: `electron dist/electron`.
const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const app = { name, productName: 'Framelane', version, type: 'module', main: 'main.js' };
writeFileSync(join(outDir, 'package.json'), `${JSON.stringify(app, null, 2)}\n`);

// Bundles what starts as a program of its own: the command line, the pool's threads and the engine's process. Each would
// otherwise read and compile several hundred modules first: 1.1 s of CPU for the command line and 0.45 s for every thread,
// with bundles 0.4 and 0.15 s.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'esbuild';

/** By the bundle's name: the module that is started, relative to dist/. It becomes a doorway to its bundle. */
const PROGRAMS = {
  cli: 'cli/main.js',
  worker: 'pool/worker.js',
  'engine-process': 'host/web/engine-process.js',
};

/** What packages in CommonJS expect of their surroundings, and modules do not have. */
const COMMONJS_NAMES = `import { createRequire as makeRequireOfBundle } from 'node:module';
import { fileURLToPath as makePathOfBundle } from 'node:url';
const require = makeRequireOfBundle(import.meta.url);
const __filename = makePathOfBundle(import.meta.url);`;

/** Packages that find their own files by path. */
const NOT_BUNDLED = ['piscina', 'ffmpeg-static', '@puppeteer/browsers'];

/**
 * Writes dist/bundle. What the programs share is in chunks beside them, so everything that is found relative to a module
 * lies in one folder.
 * @param dist where tsc has written all modules; they stay, for those who import the library.
 */
export async function bundlePrograms(root, dist) {
  const folder = join(dist, 'bundle');
  const entryPoints = Object.entries(PROGRAMS).map(([out, path]) => ({ in: join(dist, path), out }));
  const { metafile } = await build({
    entryPoints,
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external: NOT_BUNDLED,
    alias: {
      // Its own entry reads JSON files beside it; this one has them inside.
      'css-tree': join(root, 'node_modules/css-tree/dist/csstree.esm.js'),
      // Its entry for Node adds loading from the network and from streams, and with it 1.6 MB of code.
      cheerio: join(root, 'node_modules/cheerio/dist/browser/index.js'),
    },
    // Half the bytes to read and parse; names stay, for stack traces.
    minifyWhitespace: true,
    lineLimit: 400,
    minifySyntax: true,
    banner: { js: COMMONJS_NAMES },
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  });
  writeLicences(root, metafile, folder);
  removeOld(metafile, folder);
  for (const [name, path] of Object.entries(PROGRAMS)) writeDoorway(join(dist, path), name, dist);
}

/** Keeps the `#!` line of a command and what a module exports by default. */
function writeDoorway(path, name, dist) {
  const source = readFileSync(path, 'utf8');
  const firstLine = source.startsWith('#!') ? `${source.split('\n', 1)[0]}\n` : '';
  const up = '../'.repeat(path.slice(dist.length + 1).split(/[\\/]/).length - 1);
  const target = `${up}bundle/${name}.js`;
  const body = /^export default /m.test(source)
    ? `export { default } from '${target}';`
    : `import '${target}';`;
  writeFileSync(path, `${firstLine}${body}\n`);
}

/** The licences of the packages whose code is in the bundles ask to go along with it. */
function writeLicences(root, { inputs }, folder) {
  const packages = new Set(
    Object.keys(inputs).flatMap((path) => path.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0] ?? []),
  );
  const texts = [...packages].sort().map((path) => {
    const { name, version, license } = JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8'));
    const file = readdirSync(join(root, path)).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
    const text = file === undefined ? '' : readFileSync(join(root, path, file), 'utf8').trim();
    return `${name} ${version} (${license})\n\n${text}\n`;
  });
  writeFileSync(join(folder, 'LICENSES.txt'), texts.join(`\n${'-'.repeat(80)}\n\n`));
}

/** Chunks are named by their content: those of earlier builds would stay. */
function removeOld({ outputs }, folder) {
  const current = new Set(Object.keys(outputs).map((path) => basename(path)));
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    if (name.endsWith('.js') && !current.has(name)) rmSync(join(folder, name));
  }
}

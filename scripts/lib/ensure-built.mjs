// Builds dist/ when a source is newer than it, so that nobody tests yesterday's code.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root, runNode } from './run-step.mjs';

const SOURCES = [
  'src',
  'renderer',
  'vite.config.ts',
  'scripts/build.mjs',
  'package.json',
  'tsconfig.base.json',
  'tsconfig.build.json',
];

export async function ensureBuilt() {
  if (builtAtMs() >= Math.max(...SOURCES.map((source) => newestMs(join(root, source))))) return;
  const code = await runNode('scripts/build.mjs');
  if (code !== 0) process.exit(code);
}

/** When the last step of the build finished: the build writes its stamp last. */
function builtAtMs() {
  return statSync(join(root, 'dist/.built'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function newestMs(path) {
  const facts = statSync(path);
  if (!facts.isDirectory()) return facts.mtimeMs;
  return Math.max(facts.mtimeMs, ...readdirSync(path).map((name) => newestMs(join(path, name))));
}

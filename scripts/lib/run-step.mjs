// Runs a tool of this checkout as a child process; what `npm test`, `npm run check` and `npm run demo` are made of.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's folder. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * Runs a Node program in the checkout, its output passed through.
 * @returns its exit code; 1 when a signal ended it.
 */
export function runNode(scriptPath, args = [], env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, scriptPath), ...args], {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...env },
      windowsHide: true,
    });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

/** Programs of packages that are installed in the checkout, by name. */
export const TOOLS = {
  tsc: 'node_modules/typescript/bin/tsc',
  biome: 'node_modules/@biomejs/biome/bin/biome',
  depcruise: 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
  knip: 'node_modules/knip/bin/knip.js',
  vitest: 'node_modules/vitest/vitest.mjs',
  publint: 'node_modules/publint/src/cli.js',
  attw: 'node_modules/@arethetypeswrong/cli/dist/index.js',
  playwright: 'node_modules/@playwright/test/cli.js',
  framelane: 'dist/cli/main.js',
};

// `npm run check`: everything that can be said about the code without a browser, cheapest first; prints each step's time.
import { runNode, TOOLS } from './lib/run-step.mjs';

const STEPS = [
  ['types', TOOLS.tsc, ['-p', 'tsconfig.json']],
  ['types of the page', TOOLS.tsc, ['-p', 'src/page/runtime/tsconfig.json']],
  ['types of the window', TOOLS.tsc, ['-p', 'renderer/tsconfig.json']],
  ['lint and format', TOOLS.biome, ['check', '.']],
  ['layers', TOOLS.depcruise, ['src', 'electron', '--config', '.dependency-cruiser.cjs']],
  ['unused code', TOOLS.knip, []],
  ['package', 'scripts/check-package.mjs', []],
  ['unit tests', TOOLS.vitest, ['run', '--project', 'unit', '--reporter', 'dot']],
];

const report = [];
for (const [name, tool, args] of STEPS) {
  console.log(`\n── ${name}`);
  const startedAt = performance.now();
  const code = await runNode(tool, args);
  report.push({ name, ok: code === 0, seconds: (performance.now() - startedAt) / 1000 });
}

console.log('');
for (const { name, ok, seconds } of report) {
  console.log(`${ok ? '✓' : '✗'} ${name.padEnd(18)} ${seconds.toFixed(1).padStart(6)} s`);
}
if (report.some((step) => !step.ok)) process.exitCode = 1;

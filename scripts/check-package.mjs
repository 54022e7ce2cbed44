// Looks at the package as its users will get it: publint for package.json and files, attw for the types.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from './lib/ensure-built.mjs';
import { root, runNode, TOOLS } from './lib/run-step.mjs';

await ensureBuilt();
const folder = mkdtempSync(join(tmpdir(), 'framelane-package-'));
try {
  // No scripts: `prepare` would build again, from an empty dist/.
  const pack = ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder];
  execFileSync('npm', pack, { cwd: root, shell: process.platform === 'win32', stdio: 'ignore' });
  const tarball = join(folder, readdirSync(folder)[0]);
  const codes = [
    await runNode(TOOLS.publint, ['run', tarball, '--strict']),
    await runNode(TOOLS.attw, [tarball, '--profile', 'esm-only', '--format', 'ascii', '--no-emoji']),
  ];
  process.exitCode = codes.find((code) => code !== 0) ?? 0;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

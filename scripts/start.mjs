// `npm start`: the interface, in a window where Electron and a display are, else in the browser. Arguments are passed on,
// so `npm start -- --no-open` only prints the address.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt } from './lib/ensure-built.mjs';
import { findElectron } from './lib/find-electron.mjs';
import { root, runNode, TOOLS } from './lib/run-step.mjs';

const args = process.argv.slice(2);
await ensureBuilt();
const electron = findElectron({
  packageDir: join(root, 'node_modules/electron'),
  env: process.env,
  platform: process.platform,
});
if (electron.path === null) {
  console.log(`The interface opens in your browser: ${electron.why}.`);
  process.exitCode = await runNode(TOOLS.framelane, ['serve', ...args]);
} else {
  const built = await runNode('scripts/build-electron.mjs');
  if (built !== 0) process.exit(built);
  process.exitCode = await new Promise((resolve, reject) => {
    const app = spawn(electron.path, [join(root, 'dist/electron'), ...args], { stdio: 'inherit' });
    app.on('error', reject);
    app.on('exit', (code) => resolve(code ?? 1));
  });
}

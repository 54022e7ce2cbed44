// `npm run e2e:electron`: the desktop app in its real window, where there is an Electron and a display. It never downloads one.
import { join } from 'node:path';
import { ensureBuilt } from './lib/ensure-built.mjs';
import { findElectron } from './lib/find-electron.mjs';
import { root, runNode, TOOLS } from './lib/run-step.mjs';

const electron = findElectron({
  packageDir: join(root, 'node_modules/electron'),
  env: process.env,
  platform: process.platform,
});
if (electron.path === null) {
  console.log(`e2e:electron skipped: ${electron.why}. Name a runtime with ELECTRON_OVERRIDE_DIST_PATH.`);
} else {
  await ensureBuilt();
  const built = await runNode('scripts/build-electron.mjs');
  if (built !== 0) process.exit(built);
  process.exitCode = await runNode(
    TOOLS.playwright,
    ['test', '--config', 'tests/e2e-electron/playwright.config.ts', ...process.argv.slice(2)],
    { FRAMELANE_TEST_ELECTRON: electron.path },
  );
}

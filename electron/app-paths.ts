import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Files of the built app, beside this bundle in `dist/electron`. */
const bundleDir = dirname(fileURLToPath(import.meta.url));
const distDir = dirname(bundleDir);

export const APP_PATHS = {
  preload: join(bundleDir, 'preload.cjs'),
  /** Beside the archive, like all of the engine: threads and other programs cannot look into one. */
  engine: join(bundleDir.replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked'), 'engine-process.js'),
  icon: join(bundleDir, 'assets', 'icon.png'),
  trayIcon: join(bundleDir, 'assets', 'tray.png'),
  /** The built interface. */
  ui: join(distDir, 'renderer'),
} as const;

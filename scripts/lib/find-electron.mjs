// Where Electron's program is, without downloading it: what `ELECTRON_OVERRIDE_DIST_PATH` names, or what npm has unpacked.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Finds Electron and a display for it.
 * @returns its path, or why a window cannot be opened here.
 */
export function findElectron({ packageDir, env, platform }) {
  const pathFile = join(packageDir, 'path.txt');
  const program = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : 'electron';
  const override = env.ELECTRON_OVERRIDE_DIST_PATH;
  const path = override ? join(override, program) : join(packageDir, 'dist', program);
  if (!existsSync(path)) return { path: null, why: `there is no Electron at ${path}` };
  if (platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY)
    return { path: null, why: 'there is no display' };
  return { path, why: null };
}

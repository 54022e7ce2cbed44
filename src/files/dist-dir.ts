import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the built package, `dist`: this module is in it, by itself or inside a bundle. */
export function distDir(): string {
  let dir = dirname(fileURLToPath(import.meta.url));
  while (basename(dir) !== 'dist' && dir !== dirname(dir)) dir = dirname(dir);
  return dir;
}

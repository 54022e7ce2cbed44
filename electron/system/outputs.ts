import { statSync } from 'node:fs';
import { extname } from 'node:path';
import { nativeImage, shell, type WebContents } from 'electron';
import { RenderError } from '../../src/errors/index.js';
import { APP_PATHS } from '../app-paths.js';

/** What a render can write besides a folder of images. Nothing else is handed to the system to open. */
const MEDIA = new Set(['.mp4', '.mov', '.webm', '.mkv', '.gif']);
/** Edge of the picture under the pointer, in pixels. */
const DRAG_ICON_PX = 64;

/** Opens a finished file with the system's program for it. @throws PATH_NOT_ALLOWED for what is no output. */
export async function openFile(path: string): Promise<void> {
  requireMedia(path);
  const failure = await shell.openPath(path);
  if (failure !== '')
    throw new RenderError('INTERNAL', `The system could not open the file: ${failure}`, { path });
}

/** Starts dragging a finished file out of the window. */
export function dragFile(path: string, sender: WebContents): void {
  requireMedia(path);
  const icon = nativeImage.createFromPath(APP_PATHS.icon).resize({ width: DRAG_ICON_PX });
  if (!sender.isDestroyed()) sender.startDrag({ file: path, icon });
}

function requireMedia(path: string): void {
  if (MEDIA.has(extname(path).toLowerCase()) || (extname(path) === '' && statSync(path).isDirectory()))
    return;
  throw new RenderError('PATH_NOT_ALLOWED', 'Only finished videos and folders of images are opened.', {
    path,
  });
}

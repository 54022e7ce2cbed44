import { spawn } from 'node:child_process';
import { win32 } from 'node:path';
import { listUnderOpenWith, takeOffOpenWith } from './open-with.js';

/** Starts a program that goes on after this one has ended. */
export type StartDetached = (program: string, args: readonly string[]) => void;

const startDetached: StartDetached = (program, args) => {
  const child = spawn(program, args, { detached: true, stdio: 'ignore', windowsHide: true });
  // A program that is missing must not keep the installer from ending.
  child.on('error', () => {});
  child.unref();
};

/**
 * Answers the Windows installer, which starts the app to make or remove its shortcuts and its entry under "Open with".
 * @returns whether this start was one of those, and the app must quit.
 */
export function answerSquirrel(
  platform: NodeJS.Platform,
  argv: readonly string[],
  execPath: string,
  start: StartDetached = startDetached,
): boolean {
  const event = argv[1] ?? '';
  if (platform !== 'win32' || !event.startsWith('--squirrel-') || event === '--squirrel-firstrun')
    return false;
  const fileName = win32.basename(execPath);
  // Each version has a folder of its own; beside them are the updater and a starter that finds the newest.
  const folder = win32.dirname(win32.dirname(execPath));
  const updater = win32.join(folder, 'Update.exe');
  if (event === '--squirrel-install' || event === '--squirrel-updated') {
    start(updater, [`--createShortcut=${fileName}`]);
    for (const args of listUnderOpenWith(win32.join(folder, fileName), fileName)) start('reg', args);
  }
  if (event === '--squirrel-uninstall') {
    start(updater, [`--removeShortcut=${fileName}`]);
    for (const args of takeOffOpenWith(fileName)) start('reg', args);
  }
  return true;
}
